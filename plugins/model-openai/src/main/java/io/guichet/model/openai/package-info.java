/** Every server that speaks OpenAI's protocol: OpenAI itself, vLLM, llama.cpp, LiteLLM and many others. */
@NullMarked
package io.guichet.model.openai;

import org.jspecify.annotations.NullMarked;
