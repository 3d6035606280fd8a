/**
 * Tests of the whole: by HTTP, in a browser and by the disk against a platform that runs, as strangers meet it. What is
 * inside is not known here; {@code ./guichet test} starts the platform.
 */
package io.guichet.it;
