package io.guichet.knowledge;

import io.guichet.knowledge.extraction.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is understood together stays together, and no passage is too long. */
class ChunkingTest {

    @Test
    void what_stands_under_one_heading_is_one_passage() {
        var chunks = Chunking.chunks(List.of(
                new Block.Heading(1, "Durant Peinture"),
                new Block.Heading(2, "Horaires"),
                new Block.Paragraph("Du lundi au vendredi."),
                new Block.Paragraph("De 8 h à 18 h."),
                new Block.Heading(2, "Adresse"),
                new Block.Paragraph("12, rue des Lilas.")));

        assertThat(chunks)
                .containsExactly(
                        new Chunking.Chunk("Durant Peinture › Horaires", "Du lundi au vendredi.\nDe 8 h à 18 h."),
                        new Chunking.Chunk("Durant Peinture › Adresse", "12, rue des Lilas."));
    }

    @Test
    void a_higher_heading_ends_those_below_it() {
        var chunks = Chunking.chunks(List.of(
                new Block.Heading(2, "Peinture"),
                new Block.Heading(3, "Murs"),
                new Block.Paragraph("Deux couches."),
                new Block.Heading(1, "Sols"),
                new Block.Paragraph("Parquet.")));

        assertThat(chunks).extracting(Chunking.Chunk::heading).containsExactly("Peinture › Murs", "Sols");
    }

    @Test
    void a_frequent_question_is_a_passage_with_its_answer() {
        var chunks = Chunking.chunks(List.of(
                new Block.Pair("Êtes-vous ouverts le samedi ?", "Oui, le matin."),
                new Block.Pair("Prenez-vous la carte ?", "Oui.")));

        assertThat(chunks)
                .containsExactly(
                        new Chunking.Chunk("Êtes-vous ouverts le samedi ?", "Oui, le matin."),
                        new Chunking.Chunk("Prenez-vous la carte ?", "Oui."));
    }

    @Test
    void a_long_text_is_cut_between_paragraphs_and_says_its_last_sentence_again() {
        var chunks = Chunking.chunks(List.of(
                new Block.Paragraph(words(200, "a") + ". Cette phrase relie."),
                new Block.Paragraph(words(200, "b") + ".")));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1).text()).startsWith("Cette phrase relie.\nb0 ");
    }

    @Test
    void a_paragraph_without_end_is_cut_between_sentences_and_loses_no_word() {
        var text = IntStream.range(0, 100)
                .mapToObj(i -> "Phrase numéro " + i + " du texte.")
                .collect(Collectors.joining(" "));

        var chunks = Chunking.chunks(List.of(new Block.Paragraph(text)));

        assertThat(chunks).hasSizeGreaterThan(1);
        var all = chunks.stream().map(Chunking.Chunk::text).collect(Collectors.joining("\n"));
        assertThat(IntStream.range(0, 100)).allMatch(i -> all.contains("numéro " + i + " "));
        assertThat(chunks).allMatch(c -> c.text().split("\\s+").length <= 300);
    }

    @Test
    void neither_a_sentence_nor_a_word_without_end_makes_a_passage_without_end() {
        var chunks = Chunking.chunks(
                List.of(new Block.Paragraph(words(2_000, "mot")), new Block.Paragraph("x".repeat(500_000))));

        assertThat(chunks).allMatch(c -> c.text().length() < 60_000);
        assertThat(chunks).allMatch(c -> c.text().split("\\s+").length <= 330);
    }

    @Test
    void the_rows_of_a_table_go_with_its_first_row() {
        var rows = new ArrayList<Block>();
        rows.add(new Block.Row(true, "Prestation | Prix"));
        IntStream.range(0, 200).forEach(i -> rows.add(new Block.Row(false, "Coupe numéro " + i + " | 25 €")));

        var chunks = Chunking.chunks(rows);

        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(chunks).allMatch(c -> c.text().startsWith("Prestation | Prix\n"));
    }

    @Test
    void headings_alone_are_no_passage() {
        assertThat(Chunking.chunks(List.of(new Block.Heading(1, "Titre"), new Block.Paragraph("  "))))
                .isEmpty();
    }

    private static String words(int count, String stem) {
        return IntStream.range(0, count).mapToObj(i -> stem + i).collect(Collectors.joining(" "));
    }
}
