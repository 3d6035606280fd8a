package io.guichet.tenancy;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A stateless session bean whose transaction sees the rows of one tenant: that of the {@link
 * io.guichet.kernel.CallContext} that is the first argument of each method. With a {@link
 * io.guichet.kernel.PlatformCaller} first it sees what belongs to no tenant, and the list of tenants. A method without one starts with no tenant;
 * it presents a credential through {@link TenantScope}, or sees nothing.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface UseCase {}
