package io.waybill.doubt;

import io.waybill.account.Account;
import io.waybill.account.Secret;
import io.waybill.order.Fault;
import io.waybill.signing.PhpForm;
import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import io.waybill.signing.Signature;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Asks with the account's signature, and believes nothing of a reply before its hash is verified. */
public final class SignedCall implements Call {
    private final Account account;
    private final Post post;

    /** Calls on that account, carried by that post. */
    public SignedCall(Account account, Post post) {
        this.account = account;
        this.post = post;
    }

    @Override
    public Answer ask(Ask ask) {
        try {
            return read(ask, post.post(address(ask), form(ask)));
        } catch (IOException e) {
            return failed(ask, secret().removedFrom(String.valueOf(e.getMessage())));
        }
    }

    /** Where the question goes. */
    public URI address(Ask ask) {
        return account.api().resolve(ask.query().apiName());
    }

    /** The signed form of the question. */
    public String form(Ask ask) {
        String query = PhpForm.encode(ask.fields().pairs());
        return Signature.sign(query, account.login(), secret().reveal());
    }

    /** The answer that lies in a reply's whole body. */
    public Answer read(Ask ask, byte[] body) {
        Reply reply = ReplyCheck.read(body, secret().reveal());
        if (reply instanceof Reply.Verified verified) {
            return verified(ask, verified);
        } else if (reply instanceof Reply.Unverified unverified) {
            // As with orders: a far end that knows another key, or no such login, cannot sign with ours.
            int claimed = unverified.claimedCode().orElse(-1);
            String said = "code " + claimed + " " + shown(unverified.claimedText()) + ", not verified";
            return claimed == 4 || claimed == 5 ? refused(ask, said) : failed(ask, unverified.problem());
        }
        return failed(ask, ((Reply.NoEnvelope) reply).problem());
    }

    private Answer verified(Ask ask, Reply.Verified reply) {
        String said = "code " + reply.code() + " " + shown(reply.text());
        if (reply.code() == 0) {
            try {
                return ResultReader.read(ask, reply.raw());
            } catch (IOException e) {
                return failed(ask, "the reply cannot be understood: " + e.getMessage());
            }
        } else if (ask.query().foundNothing(reply.code())) {
            return ask.query() == Query.BILLS_OF_CUSTOMER
                    ? new Answer.Numbers(List.of())
                    : new Answer.Orders(List.of());
        }
        return Query.isConfiguration(reply.code()) ? refused(ask, said) : failed(ask, "the API answered " + said);
    }

    private static Answer failed(Ask ask, String why) {
        return new Answer.None(Answer.Cause.FAILED, ask.query().apiName() + ": " + why);
    }

    private static Answer refused(Ask ask, String said) {
        return new Answer.None(
                Answer.Cause.CONFIGURATION, ask.query().apiName() + ": the API refused the call with " + said);
    }

    private String shown(String text) {
        return Fault.excerpt(secret().removedFrom(text));
    }

    private Secret secret() {
        return account.secret();
    }
}
