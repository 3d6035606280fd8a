/**
 * What plugins share that reach models through LangChain4j: its HTTP client over the platform's, what a prompt becomes, and
 * what went wrong in words of the SPI. Nothing here retries, logs what was said, or keeps anything between two calls.
 */
@NullMarked
package io.guichet.model.langchain4j;

import org.jspecify.annotations.NullMarked;
