package io.guichet.words;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** It is Friday, 20 November 2026, 10 in the morning. */
class WhenTest {

    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 20, 10, 0, 0, 0, ZoneId.of("Europe/Paris"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demain                                  | 2026-11-21/2026-11-21////false
            après-demain                            | 2026-11-22/2026-11-22////false
            aujourd'hui                             | 2026-11-20/2026-11-20////false
            samedi matin                            | 2026-11-21/2026-11-21/00:00/12:00//false
            samedi prochain                         | 2026-11-21/2026-11-21////false
            vendredi                                | 2026-11-20/2026-11-20////false
            vendredi prochain                       | 2026-11-27/2026-11-27////false
            demain après 17 h                       | 2026-11-21/2026-11-21/17:00///false
            demain à partir de 17h30                | 2026-11-21/2026-11-21/17:30///false
            avant 11h                               | //00:00/11:00//false
            entre 14h et 16h                        | //14:00/16:00//false
            entre 14 et 16h                         | //14:00/16:00//false
            la semaine prochaine                    | 2026-11-23/2026-11-29////false
            cette semaine                           | 2026-11-20/2026-11-22////false
            ce week-end                             | 2026-11-21/2026-11-22////false
            ce soir                                 | 2026-11-20/2026-11-20/18:00/23:59//false
            cet après-midi                          | 2026-11-20/2026-11-20/12:00/18:00//false
            demain midi                             | 2026-11-21/2026-11-21/12:00/14:00//false
            à midi                                  | ////12:00/false
            pour 19h30                              | ////19:30/false
            à 19 h 30                               | ////19:30/false
            19:30                                   | ////19:30/false
            vers dix-neuf heures trente             | ////19:30/false
            à 9 heures et demie                     | ////09:30/false
            à huit heures moins le quart            | ////07:45/false
            à 7 heures et quart                     | ////07:15/false
            à minuit                                | ////00:00/false
            le 12 décembre                          | 2026-12-12/2026-12-12////false
            le 1er janvier                          | 2027-01-01/2027-01-01////false
            le 12/12 à 15h                          | 2026-12-12/2026-12-12///15:00/false
            lundi 23                                | 2026-11-23/2026-11-23////false
            le 5                                    | 2026-12-05/2026-12-05////false
            dans 20 minutes                         | 2026-11-20/2026-11-20///10:20/false
            dans une heure                          | 2026-11-20/2026-11-20///11:00/false
            dans deux jours                         | 2026-11-22/2026-11-22////false
            dans deux semaines                      | 2026-12-04/2026-12-04////false
            samedi 21 novembre à 19 h 30            | 2026-11-21/2026-11-21///19:30/false
            le plus tôt possible                    | /////true
            dès que possible                        | /////true
            tomorrow after 5 pm                     | 2026-11-21/2026-11-21/17:00///false
            next week                               | 2026-11-23/2026-11-29////false
            next tuesday at 2 pm                    | 2026-11-24/2026-11-24///14:00/false
            Saturday 21 November at 19:30           | 2026-11-21/2026-11-21///19:30/false
            in an hour                              | 2026-11-20/2026-11-20///11:00/false
            as soon as possible                     | /////true
            hier                                    | 2026-11-19/2026-11-19////false
            trois pizzas                            | -
            le 31 février                           | -
            à 25h99                                 | -
            """)
    void words_mean_a_time(String text, String wish) {
        assertThat(When.read(Sentence.of(text), NOW).print()).isEqualTo(wish.equals("-") ? Wish.NONE.print() : wish);
    }

    @Test
    void a_time_that_was_read_counts_nothing_any_more() {
        var sentence = Sentence.of("deux pizzas pour 19 h 30");

        When.read(sentence, NOW);

        assertThat(sentence.isTaken(0)).isFalse();
        assertThat(sentence.isTaken(3)).isTrue();
        assertThat(sentence.isTaken(5)).isTrue();
    }

    @Test
    void what_is_said_later_keeps_the_other_part() {
        var day = When.read(Sentence.of("samedi"), NOW);

        assertThat(day.then(When.read(Sentence.of("à 15h"), NOW)).print())
                .isEqualTo("2026-11-21/2026-11-21///15:00/false");
        assertThat(day.then(When.read(Sentence.of("merci"), NOW))).isEqualTo(day);
    }

    @Test
    void a_wish_is_remembered_as_it_was() {
        var wish = When.read(Sentence.of("samedi entre 14h et 16h"), NOW);

        assertThat(Wish.parse(wish.print())).isEqualTo(wish);
        assertThat(Wish.parse("anything")).isEqualTo(Wish.NONE);
        assertThat(Wish.parse("x/y/z/a/b/c")).isEqualTo(Wish.NONE);
    }
}
