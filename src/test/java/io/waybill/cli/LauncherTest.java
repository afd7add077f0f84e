package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.LauncherSite.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script's decisions, with stand-ins for Maven and the JDKs. */
class LauncherTest {
    private static final String BUILD = ": >target/waybill.jar";

    @TempDir
    private Path root;

    private LauncherSite site;

    @BeforeEach
    void clone_of_its_own() throws IOException {
        site = new LauncherSite(root.toRealPath());
    }

    @Test
    void the_first_start_builds_unpacks_and_becomes_java() throws Exception {
        Path jdk = site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);

        Outcome first = site.launch("help", "two words", "*", "");

        assertThat(first.status()).isZero();
        assertThat(first.err()).isEqualTo("Building Waybill (first start only, about a minute)…\n");
        assertThat(first.out())
                .startsWith("java " + jdk + "/bin/java\npid " + first.pid() + "\nin " + site.root + "\n")
                .contains("\n<-Dwaybill.home=" + site.home + ">\n", "/waybill.jar>\n<help>\n<two words>\n<*>\n<>\n");
        assertThat(site.builds()).containsExactly(jdk + " -q -B -Dstyle.color=never -Dquick package");

        Outcome second = site.launch("help");
        assertThat(second.err()).isEmpty();
        assertThat(site.builds()).hasSize(1);
    }

    @Test
    void java_s_exit_code_is_the_launcher_s() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        site.environment.put("STATUS", "2");
        assertThat(site.launch("help").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"17.0.15,25.0.3", "17.0.9,17.0.15", "9.0.4,17", "1.8.0_292,21.0.1", "21.0.1,22-ea", "24.0.2,25"})
    void the_newest_java_wins_wherever_it_is(String older, String newer) throws Exception {
        site.maven(BUILD);
        site.environment.put("JAVA_HOME", site.jdk("java home", older).toString());
        Path best = site.jdk("user/.sdkman/candidates/java/best", newer);
        assertThat(site.launch("help").out()).startsWith("java " + best + "/bin/java");

        site.environment.put("JAVA_HOME", best.toString());
        site.jdk("user/.sdkman/candidates/java/best", older);
        Path other = site.jdk("java home", newer);
        site.environment.put("JAVA_HOME", other.toString());
        assertThat(site.launch("help").out()).startsWith("java " + other + "/bin/java");
    }

    @Test
    void the_java_of_the_path_is_found_through_its_links() throws Exception {
        site.maven(BUILD);
        Path jdk = site.jdk("somewhere/jdk", "21.0.2");
        Path link = Files.createSymbolicLink(site.root.resolve("link"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(site.root.resolve("bin/java"), link);
        assertThat(site.launch("help").out()).startsWith("java " + jdk + "/bin/java");
    }

    @Test
    void a_jdk_that_is_named_wins_over_newer_ones() throws Exception {
        site.maven(BUILD);
        site.jdk("user/.jdks/newer", "25.0.3");
        Path named = site.jdk("named", "17.0.15");
        site.environment.put("WAYBILL_JAVA_HOME", named.toString());
        assertThat(site.launch("help").out()).startsWith("java " + named + "/bin/java");
    }

    @Test
    void without_a_new_enough_jdk_one_sentence_says_what_to_install() throws Exception {
        site.maven(BUILD);
        site.environment.put("JAVA_HOME", site.jdk("old", "11.0.2").toString());
        Outcome outcome = site.launch("help");
        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("waybill: No JDK 17 or newer was found: install one")
                .hasLineCount(1);
    }

    @Test
    void a_named_jdk_that_cannot_be_used_is_said_to_be_so() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.environment.put("WAYBILL_JAVA_HOME", "/nowhere");
        Outcome outcome = site.launch("help");
        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.err())
                .startsWith("waybill: WAYBILL_JAVA_HOME (/nowhere)")
                .hasLineCount(1);
    }

    @Test
    void without_maven_one_sentence_says_what_to_install() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        Outcome outcome = site.launch("help");
        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.err()).startsWith("waybill: Maven is needed").hasLineCount(1);
    }

    @Test
    void a_runtime_without_compiler_cannot_build_and_the_sentence_says_so() throws Exception {
        site.maven(BUILD);
        Path runtime = site.jdk("user/.jdks/one", "17.0.15");
        Files.delete(runtime.resolve("bin/javac"));
        Outcome outcome = site.launch("help");
        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.err()).startsWith("waybill: Building needs a JDK").hasLineCount(1);
    }

    @Test
    void changed_sources_are_built_again_and_the_new_build_is_unpacked() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        String before = jarOf(site.launch("help"));

        LauncherSite.age(site.home.resolve("target/waybill.jar"), 60);
        Files.writeString(site.home.resolve("src/main/New.java"), "");
        Outcome outcome = site.launch("help");

        assertThat(outcome.err()).isEqualTo("Building Waybill (its sources have changed)…\n");
        assertThat(site.builds()).hasSize(2);
        assertThat(jarOf(outcome)).isNotEqualTo(before);
        assertThat(Path.of(before)).doesNotExist();
    }

    @Test
    void what_is_edited_during_a_build_is_built_next_time() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven("sleep 0.1; : >src/main/Edited.java; sleep 0.1; " + BUILD);
        site.launch("help");
        site.launch("help");
        assertThat(site.builds()).hasSize(2);
    }

    @Test
    void an_older_build_stays_while_a_gateway_runs_from_it() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        Path running = Path.of(jarOf(site.launch("help")));
        Files.createFile(
                running.resolveSibling("running." + ProcessHandle.current().pid()));

        LauncherSite.age(site.home.resolve("target/waybill.jar"), 60);
        Files.writeString(site.home.resolve("pom.xml"), "<project />");

        assertThat(jarOf(site.launch("help"))).isNotEqualTo(running.toString());
        assertThat(running).exists();
    }

    @Test
    void a_failed_build_shows_its_log_and_leaves_no_lock() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven("echo 'Main.java:[1,1] is no Java'; exit 1");
        Outcome outcome = site.launch("help");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Main.java:[1,1] is no Java", "The build failed; the whole log is in ");
        assertThat(lock()).doesNotExist();
    }

    @Test
    void of_two_at_once_one_builds() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven("sleep 1; " + BUILD);
        Process one = site.start(site.root, site.home.resolve("waybill"), "help");
        Process two = site.start(site.root, site.home.resolve("waybill"), "help");
        assertThat(LauncherSite.await(one).status()).isZero();
        assertThat(LauncherSite.await(two).status()).isZero();
        assertThat(site.builds()).hasSize(1);
    }

    @Test
    void the_lock_of_a_launcher_that_is_gone_is_broken() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(lock());
        Files.writeString(lock().resolve("pid"), gone.pid() + "\n");
        assertThat(site.launch("help").status()).isZero();
        assertThat(lock()).doesNotExist();
    }

    @Test
    void a_launcher_that_is_stopped_stops_maven_and_unlocks() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven("echo $$ >\"$BUILDS.pid\"; exec sleep 300");
        Process launcher = site.start(site.root, site.home.resolve("waybill"), "help");
        Path pid = site.root.resolve("builds.pid");
        Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
        long maven = Long.parseLong(Files.readString(pid).strip());

        launcher.toHandle().destroy();

        assertThat(LauncherSite.await(launcher).status()).isEqualTo(143);
        assertThat(lock()).doesNotExist();
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(maven).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void it_works_through_links_and_leaves_the_directory_as_it_is() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        Path elsewhere = Files.createDirectories(site.root.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("wb"), Path.of("../a clone/waybill"));
        Path linked = Files.createSymbolicLink(elsewhere.resolve("wb2"), Path.of("wb"));
        assertThat(link).exists();
        assertThat(site.launchFrom(elsewhere, linked, "help").out())
                .contains("\nin " + elsewhere + "\n", "\n<-Dwaybill.home=" + site.home + ">\n");
    }

    @Test
    void options_fit_the_version_of_java_and_those_of_the_user_come_after() throws Exception {
        site.maven(BUILD);
        site.environment.put("JAVA_OPTS", "-Xmx1g -Da=*");
        site.environment.put("WAYBILL_OPTS", "-Db=c");
        site.environment.put("WAYBILL_JAVA_HOME", site.jdk("17", "17.0.15").toString());
        assertThat(site.launch("sign").out())
                .contains("\n<-XX:TieredStopAtLevel=1>\n", "\n<-Xmx1g>\n<-Da=*>\n<-Db=c>\n")
                .doesNotContain("sun-misc-unsafe");

        site.environment.put("WAYBILL_JAVA_HOME", site.jdk("25", "25.0.3").toString());
        Outcome run = site.launch("run");
        assertThat(run.out())
                .contains("\n<--sun-misc-unsafe-memory-access=allow>\n")
                .containsSubsequence("\n<-Xms64m>\n", "\n<-Xmx1g>\n")
                .doesNotContain("TieredStopAtLevel", "ArchiveClassesAtExit");
        archiveBeside(run, ".aot");
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15,.jsa,-XX:ArchiveClassesAtExit=,-XX:SharedArchiveFile=",
        "24.0.2,.jsa,-XX:ArchiveClassesAtExit=,-XX:SharedArchiveFile=",
        "25.0.3,.aot,-XX:AOTCacheOutput=,-XX:AOTCache="
    })
    void after_the_first_demo_an_archive_of_classes_is_made_that_gateways_start_with(
            String version, String ending, String makes, String uses) throws Exception {
        site.jdk("user/.jdks/one", version);
        site.maven(BUILD);
        site.environment.put("JAVA_OPTS", "-Dport=1");
        site.environment.put("JAVA_TOOL_OPTIONS", "-Dport=2");
        Outcome demo = site.launch("--debug", "demo", "--keep");
        assertThat(demo.err()).doesNotContain("cds").startsWith("Building").hasLineCount(1);
        assertThat(demo.out()).doesNotContain(makes, uses);
        Path archive = archiveBeside(demo, ending);

        assertThat(site.trainings()).hasSize(1);
        assertThat(site.trainings().get(0))
                .contains(makes, "/waybill.jar demo --data " + archive.getParent())
                .doesNotContain("--keep", "-Dport");
        assertThat(site.launch("run").out()).contains("\n<" + uses + archive + ">\n");
        assertThat(site.launch("help").out()).doesNotContain(uses);
        assertThat(site.trainings()).hasSize(1);
    }

    @Test
    void the_archive_is_made_when_the_command_has_ended_and_by_one_of_several() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        site.launch("help");
        Path end = site.root.resolve("end");
        site.environment.put("LASTS", end.toString());
        Process one = site.start(site.root, site.home.resolve("waybill"), "demo");
        Process two = site.start(site.root, site.home.resolve("waybill"), "demo");
        Awaitility.await()
                .until(() ->
                        !named(site.home.resolve("target/app"), ".training").isEmpty());
        assertThat(site.trainings()).isEmpty();

        Files.createFile(end);
        Outcome outcome = LauncherSite.await(one);
        LauncherSite.await(two);

        archiveBeside(outcome, ".jsa");
        assertThat(site.trainings()).hasSize(1);
    }

    @Test
    void an_archive_that_could_not_be_made_is_not_tried_again() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        site.environment.put("TRAINING", "exit 1");
        assertThat(archiveBeside(site.launch("demo"), ".jsa")).doesNotExist();

        assertThat(site.launch("run").out()).contains("<run>").doesNotContain("SharedArchiveFile");
        assertThat(site.trainings()).hasSize(1);
    }

    @Test
    void a_training_that_was_cut_off_is_taken_up_again() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        site.environment.put("TRAINING", "kill -9 $PPID; exit 1");
        Path app = Path.of(jarOf(site.launch("demo"))).getParent();
        Awaitility.await().until(() -> !site.trainings().isEmpty());

        site.environment.remove("TRAINING");
        Awaitility.await().until(() -> {
            site.launch("demo");
            return !named(app, ".jsa").isEmpty();
        });
        assertThat(archiveBeside(site.launch("demo"), ".jsa")).isNotEmptyFile();
    }

    @Test
    void a_damaged_archive_is_not_used_and_made_anew() throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        Path archive = archiveBeside(site.launch("demo"), ".jsa");
        Files.writeString(archive, "clas");

        assertThat(site.launch("demo").out()).contains("<demo>").doesNotContain("SharedArchiveFile");

        Awaitility.await().until(() -> site.launch("run").out().contains("<-XX:SharedArchiveFile=" + archive + ">"));
        assertThat(site.trainings()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:off", "-XX:SharedArchiveFile=mine.jsa", "-XX:AOTCache=mine.aot"})
    void a_user_who_has_a_say_about_archives_is_left_alone(String option) throws Exception {
        site.jdk("user/.jdks/one", "17.0.15");
        site.maven(BUILD);
        archiveBeside(site.launch("demo"), ".jsa");
        site.environment.put("WAYBILL_OPTS", "-Da=b " + option);
        assertThat(site.launch("run").out()).contains("\n<" + option + ">\n").doesNotContain("/app/classes");
    }

    /** Waits for the archive that is made in the background, and for the end of that. */
    private static Path archiveBeside(Outcome outcome, String ending) {
        Path app = Path.of(jarOf(outcome)).getParent();
        Awaitility.await()
                .until(() -> !named(app, ending + ".sum").isEmpty()
                        && named(app, ".training").isEmpty());
        String sum = named(app, ending + ".sum").get(0).toString();
        return Path.of(sum.substring(0, sum.length() - ".sum".length()));
    }

    private static List<Path> named(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private Path lock() {
        return site.home.resolve("target/.launcher.lock");
    }

    private static String jarOf(Outcome outcome) {
        return outcome.out()
                .lines()
                .filter(line -> line.endsWith("/waybill.jar>"))
                .findFirst()
                .map(line -> line.substring(1, line.length() - 1))
                .orElseThrow();
    }
}
