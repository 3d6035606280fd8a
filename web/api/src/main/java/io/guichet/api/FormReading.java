package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** RESTEasy takes a form that cannot be read for a fault of the server's; it is the caller's. */
@Provider
public class FormReading implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!context.getMediaType().getType().equals("multipart")) {
            return context.proceed();
        }
        if (context.getMediaType().getParameters().get("boundary") == null) {
            throw new GuichetException(ProblemCode.BAD_REQUEST, "The form's content type names no boundary.");
        }
        try {
            return context.proceed();
        } catch (GuichetException | WebApplicationException e) {
            throw e;
        } catch (RuntimeException e) {
            var refusal = new GuichetException(ProblemCode.BAD_REQUEST, "The form cannot be read.");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
