package io.waybill.delivery;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** A failed call in words for people, without the exception's own text where that could be anything. */
final class Failure {
    private Failure() {}

    /** Why a call failed before its first byte, a clause. */
    static String beforeSending(Throwable cause) {
        if (has(cause, UnknownHostException.class)) {
            return "the host name is not known to DNS";
        } else if (has(cause, ConnectionRequestTimeoutException.class)) {
            return "all connections of the account were busy";
        } else if (has(cause, CertificateException.class) || has(cause, SSLPeerUnverifiedException.class)) {
            return "the far end's TLS certificate is not to be trusted";
        } else if (has(cause, SSLException.class)) {
            return "the TLS handshake failed";
        } else if (has(cause, ConnectTimeoutException.class)) {
            return "connecting, or the TLS handshake, took too long";
        } else if (has(cause, ConnectException.class)) {
            return "the connection was refused";
        } else if (has(cause, NoRouteToHostException.class)) {
            return "there is no way to the host";
        } else if (has(cause, SocketTimeoutException.class)) {
            return "connecting, or the TLS handshake, took too long";
        } else if (has(cause, SocketException.class)) {
            return "the connection broke before anything was sent";
        } else if (has(cause, LeaseOverException.class)) {
            return "its lease was over";
        }
        return named(cause);
    }

    /** How a call failed after its first byte, a clause. */
    static String afterSending(Throwable cause) {
        if (has(cause, BrokenReplyException.class)) {
            return "the reply broke off or was too long";
        } else if (has(cause, SocketTimeoutException.class)) {
            return "no reply came in time";
        } else if (has(cause, NoHttpResponseException.class)) {
            return "the far end closed the connection without a reply";
        } else if (has(cause, SSLException.class)) {
            return "the TLS connection broke";
        } else if (has(cause, SocketException.class)) {
            return "the connection broke before a reply came";
        }
        return named(cause);
    }

    // The name of the class only: its text may quote what was sent.
    private static String named(Throwable cause) {
        return "the call failed with " + cause.getClass().getSimpleName();
    }

    static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type) != null;
    }
}
