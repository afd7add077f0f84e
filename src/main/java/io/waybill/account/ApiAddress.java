package io.waybill.account;

import io.waybill.order.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * The address of an API as a person wrote it: either where its operations lie, or what is wrong with it.
 *
 * @param api ends in {@code /api/}; null if there is a mistake
 * @param mistake a clause without the configuration key; null if there is none
 */
record ApiAddress(URI api, String mistake) {
    private static final String EXAMPLE = " An address is like https://shop.influencersoft.com.";
    private static final String PATH = "/api";
    private static final List<String> RUSSIAN_BRANDS = List.of("justclick.ru", "expertam.ru");

    static ApiAddress of(String url, boolean allowHttp) {
        if (url == null || url.isBlank()) {
            return wrong("is missing." + EXAMPLE);
        }
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            return wrong("is no address." + EXAMPLE);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return wrong("must begin with https://." + EXAMPLE);
        }
        // The user info is often a password: it is not repeated.
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            return wrong("must not contain a user name or password before an @." + EXAMPLE);
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            return wrong("names no host that exists: " + Fault.excerpt(uri.getRawAuthority()) + "." + EXAMPLE);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return wrong("must end after the path, without ? and #." + EXAMPLE);
        }
        if (scheme.equals("http") && !allowHttp && !Loopback.is(uri.getHost())) {
            return wrong("would send customers' data unencrypted to " + uri.getHost()
                    + "; write https://, or set allow-http if that network is yours.");
        }
        return new ApiAddress(api(scheme, uri), null);
    }

    /** Whether it lies under one of the brands that use the Russian names of fields. */
    boolean isRussian() {
        return api != null && RUSSIAN_BRANDS.stream().anyMatch(brand -> ("." + api.getHost()).endsWith("." + brand));
    }

    private static URI api(String scheme, URI uri) {
        String path = uri.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (!path.endsWith(PATH)) {
            path += PATH;
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + "/")
                .normalize();
    }

    private static ApiAddress wrong(String mistake) {
        return new ApiAddress(null, mistake);
    }
}
