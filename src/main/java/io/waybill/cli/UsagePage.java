package io.waybill.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The layout that the usage pages of all commands share, so that a command names only what is its own. */
final class UsagePage {
    private UsagePage() {}

    /** Gives a command and all below it the headings, the order of sections and the version of Waybill. */
    static void dress(CommandLine command) {
        command.getCommandSpec().versionProvider(new VersionProvider());
        command.setUsageHelpAutoWidth(true);
        command.setHelpSectionKeys(commandsFirst(command.getHelpSectionKeys()));
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.commandListHeading("%nCommands:%n");
        usage.parameterListHeading("%nArguments:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.footerHeading("%n");
        command.getSubcommands().values().forEach(UsagePage::dress);
    }

    private static List<String> commandsFirst(List<String> sections) {
        List<String> moved =
                List.of(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        List<String> ordered = new ArrayList<>(sections);
        ordered.removeAll(moved);
        ordered.addAll(ordered.indexOf(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING), moved);
        return ordered;
    }
}
