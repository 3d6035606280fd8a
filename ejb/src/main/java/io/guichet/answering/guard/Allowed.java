package io.guichet.answering.guard;

import java.util.List;
import java.util.Set;

/**
 * What a reply may hold.
 *
 * @param hosts to which it may link: the deployment's own
 * @param urls to which it may link besides, to the letter: those of the passages that were found
 * @param grounds what it was made from; amounts, addresses and numbers may stand in it as they stand there
 * @param said what the contact wrote himself: of his own address and number he may read again
 * @param secrets texts that it must not repeat: the instructions
 * @param canary a word that stands in the instructions and nowhere else; empty for none
 * @param longest characters
 */
public record Allowed(
        Set<String> hosts,
        Set<String> urls,
        List<String> grounds,
        List<String> said,
        List<String> secrets,
        String canary,
        int longest) {
    public Allowed {
        hosts = Set.copyOf(hosts);
        urls = Set.copyOf(urls);
        grounds = List.copyOf(grounds);
        said = List.copyOf(said);
        secrets = List.copyOf(secrets);
    }

    /** The same with more hosts. */
    public Allowed withHosts(Set<String> more) {
        return new Allowed(more, urls, grounds, said, secrets, canary, longest);
    }
}
