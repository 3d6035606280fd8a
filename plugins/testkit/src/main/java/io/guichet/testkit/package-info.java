/**
 * The contracts of the SPI as JUnit 5 interfaces. An integrator implements one in a test, supplies a provider, and
 * inherits its tests. Nothing here knows the platform; what passes here behaves in it.
 */
@NullMarked
package io.guichet.testkit;

import org.jspecify.annotations.NullMarked;
