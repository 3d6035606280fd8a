package io.guichet.model.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a model writes, and passes it on, until something goes wrong. */
final class Written implements StreamingChatResponseHandler {

    private final Consumer<String> listener;
    private final StringBuilder text = new StringBuilder();
    private @Nullable ChatResponse response;
    private @Nullable Throwable error;
    private @Nullable RuntimeException listenerThrew;

    Written(Consumer<String> listener) {
        this.listener = listener;
    }

    @Override
    public void onPartialResponse(String piece) {
        if (error != null || listenerThrew != null) {
            return;
        }
        text.append(piece);
        try {
            listener.accept(piece);
        } catch (RuntimeException e) {
            // LangChain4j would log it and go on; whoever listens wants to know.
            listenerThrew = e;
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        if (error == null) {
            response = complete;
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (error == null) {
            error = thrown;
            response = null;
        }
    }

    void throwWhatTheListenerThrew() {
        if (listenerThrew != null) {
            throw listenerThrew;
        }
    }

    String text() {
        return text.toString();
    }

    @Nullable
    ChatResponse response() {
        return response;
    }

    @Nullable
    Throwable error() {
        return error;
    }
}
