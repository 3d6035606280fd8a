package io.guichet.agent;

import io.guichet.kernel.CallContext;

/**
 * A page tried often to show a deployment that it may not show. Fired in the transaction that notes it, once a day for a
 * page and a deployment.
 *
 * @param origin without anything but the characters of an origin
 * @param count refusals in the running hour
 */
public record DomainRefusedOften(CallContext context, DeploymentId deployment, String origin, long count) {}
