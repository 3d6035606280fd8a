package io.guichet.answering;

import io.guichet.answering.PrepareTurn.Prepared;
import io.guichet.answering.guard.Allowed;
import io.guichet.answering.guard.Links;
import io.guichet.answering.guard.ReplyGuard;
import io.guichet.answering.guard.Verdict;
import io.guichet.answering.prompt.TurnPrompt;
import io.guichet.conversation.History;
import io.guichet.kernel.CallContext;
import io.guichet.knowledge.Passage;
import io.guichet.quote.PreQuotes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a reply of this turn may hold, and holds it to that. */
@ApplicationScoped
class Guarding {

    /** Characters of an answer that was found or phrased; what the rules say comes after it. */
    static final int LONGEST = 4_000;

    @Inject
    PrepareTurn prepare;

    /** What an answer from these passages may hold. */
    static Allowed allowed(Prepared prepared, Gathered gathered, List<Passage> passages, String canary) {
        var grounds = new ArrayList<String>();
        passages.forEach(
                p -> grounds.add(p.title() + "\n" + Objects.requireNonNullElse(p.heading(), "") + "\n" + p.text()));
        if (gathered.standing() != null) {
            grounds.add(PreQuotes.inWords(gathered.standing(), Locale.FRENCH));
            grounds.add(PreQuotes.inWords(gathered.standing(), Locale.ENGLISH));
        }
        var said = said(prepared, gathered);
        var urls = passages.stream().map(Passage::url).filter(Objects::nonNull).collect(Collectors.toSet());
        return new Allowed(
                Set.of(),
                urls,
                grounds,
                said,
                List.of(gathered.configuration().systemPrompt(), TurnPrompt.rules()),
                canary,
                LONGEST);
    }

    /** What may stand for the contact's words: the amounts and addresses that he named himself. */
    static Allowed ofTheContact(Prepared prepared, Gathered gathered) {
        var said = said(prepared, gathered);
        var secrets = List.of(gathered.configuration().systemPrompt(), TurnPrompt.rules());
        return new Allowed(Set.of(), Set.of(), said, said, secrets, "", LONGEST);
    }

    private static List<String> said(Prepared prepared, Gathered gathered) {
        var said = gathered.history().stream()
                .filter(line -> line.role().equals("visitor"))
                .map(History.Line::text)
                .collect(Collectors.toCollection(ArrayList::new));
        said.add(prepared.turn().text());
        return said;
    }

    /** What an answer may hold that a person of the tenant or the platform wrote: all that stands in it. */
    static Allowed ofPeople(String answer) {
        return new Allowed(Links.hosts(answer), Set.of(), List.of(answer), List.of(), List.of(), "", LONGEST);
    }

    /** Reads an answer; where it links, the deployment's domains are looked up. */
    Verdict check(CallContext context, Prepared prepared, ReplyGuard guard, String answer) {
        var hosts = Links.hosts(answer);
        return hosts.isEmpty()
                ? guard.check(answer)
                : guard.linkingTo(prepare.ownHosts(context, prepared, hosts)).check(answer);
    }
}
