package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Puts the transaction of a use case into the tenant of its call context, and the log's lines with it. */
@UseCase
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class UseCaseInterceptor {

    private static final String TENANT = "tenant";
    private static final String CORRELATION = "correlation";

    @Inject
    TenantScope scope;

    @AroundInvoke
    @Nullable
    Object intoTenant(InvocationContext invocation) throws Exception {
        var parameters = invocation.getParameters();
        if (parameters == null || parameters.length == 0 || !(parameters[0] instanceof CallContext context)) {
            return invocation.proceed();
        }
        scope.enter(context.tenant());
        var tenant = MDC.get(TENANT);
        var correlation = MDC.get(CORRELATION);
        MDC.put(TENANT, context.tenant().toString());
        MDC.put(CORRELATION, context.correlation());
        try {
            return invocation.proceed();
        } finally {
            restore(TENANT, tenant);
            restore(CORRELATION, correlation);
        }
    }

    private static void restore(String key, @Nullable Object value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
