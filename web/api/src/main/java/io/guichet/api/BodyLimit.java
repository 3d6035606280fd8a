package io.guichet.api;

import io.guichet.conversation.Files;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** No body is read past its limit: files have theirs, a price book has room, anything else is small. */
@Provider
public class BodyLimit implements ReaderInterceptor {

    private static final long OF_TEXT = 256 * 1024L;
    private static final long OF_CSV = 4 * 1024 * 1024L;
    private static final long OF_FORMS = 12 * 1024 * 1024L;

    /** A byte more than the largest file tells that there is more. */
    private static final long OF_PIECES = Files.LARGEST + 1L;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Limited(context.getInputStream(), limit(context.getMediaType())));
        return context.proceed();
    }

    private static long limit(MediaType type) {
        if (type.getType().equals("multipart")) {
            return OF_FORMS;
        }
        return switch (type.getSubtype()) {
            case "csv" -> OF_CSV;
            case "offset+octet-stream" -> OF_PIECES;
            default -> OF_TEXT;
        };
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            var b = super.read();
            if (b >= 0) {
                count(1);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var n = super.read(buffer, offset, length);
            if (n > 0) {
                count(n);
            }
            return n;
        }

        private void count(int n) {
            left -= n;
            if (left < 0) {
                throw new GuichetException(ProblemCode.BODY_TOO_LARGE, "At most " + limit + " bytes are read here.");
            }
        }
    }
}
