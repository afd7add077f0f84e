package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.doubt.Post;
import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import java.io.IOException;
import java.net.URI;

/** Notes the code of the last reply that came, which tells more of a refusal than the answer made of it. */
final class RefusalWatch implements Post {
    /** No refusal is longer, and a list need not be read twice. */
    private static final int LONGEST = 4096;

    private final Account account;
    private final Post post;
    private Integer code;

    RefusalWatch(Account account, Post post) {
        this.account = account;
        this.post = post;
    }

    @Override
    public byte[] post(URI address, String form) throws IOException {
        code = null;
        byte[] body = post.post(address, form);
        if (body.length <= LONGEST) {
            Reply reply = ReplyCheck.read(body, account.secret().reveal());
            if (reply instanceof Reply.Verified verified) {
                code = verified.code();
            } else if (reply instanceof Reply.Unverified unverified
                    && unverified.claimedCode().isPresent()) {
                code = unverified.claimedCode().getAsInt();
            }
        }
        return body;
    }

    /** The code of the last reply, verified or not; null where none came or none could be read. */
    Integer code() {
        return code;
    }
}
