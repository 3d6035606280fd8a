package io.guichet.knowledge.index;

import io.guichet.knowledge.index.PassageIndex.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What an index does, wherever it is. */
interface PassageIndexContract {

    int DIMENSIONS = 3;
    String OURS = "a-tenant/collection";
    String THEIRS = "another-tenant/collection";

    /** An empty one, which is closed after the test. */
    PassageIndex index();

    private static IndexedPassage passage(String id, String shelf, String text, float... vector) {
        return new IndexedPassage(id, "d-" + id, shelf, null, text, vector.length == 0 ? null : vector);
    }

    private void has(IndexedPassage passage) {
        index().replace(passage.document(), List.of(passage));
    }

    private List<String> words(String question) {
        return ids(index().byWords(question, List.of(OURS), 10));
    }

    private static List<String> ids(List<Hit> hits) {
        return hits.stream().map(Hit::id).toList();
    }

    @Test
    default void french_words_are_found_in_their_other_forms() {
        has(passage("a", OURS, "L’adresse de l'Atelier : 3, rue des Écoles."));
        has(passage("b", OURS, "Nous fermons pendant les vacances."));

        assertThat(words("adresse")).containsExactly("a");
        assertThat(words("L'ATELIER")).containsExactly("a");
        assertThat(words("ecole")).containsExactly("a");
        assertThat(words("la vacance")).containsExactly("b");
        assertThat(words("des les qui")).isEmpty();
        assertThat(words("plomberie")).isEmpty();
    }

    @Test
    default void a_question_is_widened_by_words_that_customers_use_for_each_other() {
        has(passage("a", OURS, "Le tarif d’une coupe est de 20 euros."));

        assertThat(words("quel est le prix ?")).containsExactly("a");
        assertThat(words("combien")).containsExactly("a");
    }

    @Test
    default void a_heading_is_worth_more_than_a_text() {
        index().replace(
                        "d",
                        List.of(
                                new IndexedPassage("text", "d", OURS, "Divers", "Le parking est gratuit ici.", null),
                                new IndexedPassage("heading", "d", OURS, "Parking", "Il est gratuit ici même.", null)));

        assertThat(words("parking")).containsExactly("heading", "text");
    }

    @Test
    default void no_search_leaves_its_shelves() {
        has(passage("a", OURS, "Le code du coffre.", 1, 0, 0));
        has(passage("b", THEIRS, "Le code du coffre.", 1, 0, 0));

        assertThat(words("coffre")).containsExactly("a");
        assertThat(ids(index().byMeaning(new float[] {1, 0, 0}, List.of(OURS), 10)))
                .containsExactly("a");
        assertThat(ids(index().byWords("coffre", List.of(OURS, THEIRS), 10))).containsExactlyInAnyOrder("a", "b");
        assertThat(index().byWords("coffre", List.of(), 10)).isEmpty();
        assertThat(index().byMeaning(new float[] {1, 0, 0}, List.of(), 10)).isEmpty();
    }

    @Test
    default void the_nearest_meaning_comes_first_with_its_cosine() {
        has(passage("far", OURS, "un", 0, 1, 0));
        has(passage("near", OURS, "deux", 0.8f, 0.6f, 0));
        has(passage("unread", OURS, "trois"));

        var hits = index().byMeaning(new float[] {1, 0, 0}, List.of(OURS), 10);

        assertThat(ids(hits)).containsExactly("near", "far");
        assertThat(hits.getFirst().score()).isCloseTo(0.9f, within(0.001f));
        assertThat(hits.getLast().score()).isCloseTo(0.5f, within(0.001f));
    }

    @Test
    default void what_is_replaced_or_removed_is_not_found() {
        index().replace(
                        "d",
                        List.of(
                                new IndexedPassage("1", "d", OURS, null, "ancien", null),
                                new IndexedPassage("2", "d", OURS, null, "ancien aussi", null)));
        assertThat(words("ancien")).hasSize(2);

        index().replace("d", List.of(new IndexedPassage("2", "d", OURS, null, "nouveau", null)));
        assertThat(words("ancien")).isEmpty();
        assertThat(words("nouveau")).containsExactly("2");

        index().remove("d");
        assertThat(words("nouveau")).isEmpty();
    }
}
