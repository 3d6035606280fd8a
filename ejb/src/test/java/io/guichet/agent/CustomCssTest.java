package io.guichet.agent;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CustomCssTest {

    /** All that ever leaves: rules of hooks with known properties, in simple queries, of characters that quote nothing. */
    private static final Pattern HARMLESS = Pattern.compile(
            "((@media \\([a-z:0-9-]+\\)\\{)?(\\.gt-[a-z .:>,-]+\\{[a-z-]+:[^;{}@\\\\<]+(;[a-z-]+:[^;{}@\\\\<]+)*\\})+\\}?)*");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            color:#fff                                   | color:#fff
            COLOR: #FFF                                  | color:#FFF
            color:rgb(1, 2, 3)                           | color:rgb(1,2,3)
            color:hsl(120deg 50% 50%)                    | color:hsl(120deg 50% 50%)
            color:var(--primary-text)                    | color:var(--primary-text)
            color: /* why */ navy                        | color:navy
            background:rgba(0,0,0,.5)                    | background:rgba(0,0,0,.5)
            background:rgb(0 0 0 / 7%)                   | background:rgb(0 0 0/7%)
            background:linear-gradient(90deg,#fff,#000)  | background:linear-gradient(90deg,#fff,#000)
            background-image:radial-gradient(circle, red 0%, blue 100%) | background-image:radial-gradient(circle,red 0%,blue 100%)
            border:1px solid #eee                        | border:1px solid #eee
            border-left:.25rem dashed var(--line)        | border-left:.25rem dashed var(--line)
            border-radius:18px 18px 4px 18px             | border-radius:18px 18px 4px 18px
            border-top-left-radius:0                     | border-top-left-radius:0
            padding:8px 12px                             | padding:8px 12px
            margin:0                                     | margin:0
            margin-top:.5rem                             | margin-top:.5rem
            box-shadow:0 1px 2px #0001, inset 0 0 4px red | box-shadow:0 1px 2px #0001,inset 0 0 4px red
            text-shadow:none                             | text-shadow:none
            font-family:"Brand Sans", Arial, sans-serif  | font-family:"Brand Sans",Arial,sans-serif
            font-size:1.125rem                           | font-size:1.125rem
            font-weight:700                              | font-weight:700
            line-height:1.4                              | line-height:1.4
            letter-spacing:.5px                          | letter-spacing:.5px
            text-transform:uppercase                     | text-transform:uppercase
            text-decoration:underline                    | text-decoration:underline
            color:red !important                         | color:red
            """)
    void what_dresses_is_taken(String declaration, String kept) {
        assertThat(declared(declaration)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "position:fixed",
                "z-index:9999",
                "display:none",
                "visibility:hidden",
                "opacity:0",
                "transform:scale(0)",
                "pointer-events:none",
                "content:'x'",
                "clip-path:inset(50%)",
                "filter:blur(9px)",
                "mask:url(x)",
                "cursor:url(x),auto",
                "behavior:url(x.htc)",
                "-moz-binding:url(x)",
                "width:1px",
                "height:0",
                "max-height:0",
                "overflow:hidden",
                "float:left",
                "order:9",
                "animation:x 1s",
                "transition:all 9s",
                "outline:none",
                "all:unset",
                "--primary:red",
                "font:1px x",
                "src:url(x)",
                "text-indent:-9999px",
                "inset:0",
                "top:0",
                "writing-mode:vertical-rl",
                "color-scheme:dark",
                // values
                "background:url(https://evil.example/x.png)",
                "background:u\\72l(https://evil.example)",
                "background:URL('https://evil.example')",
                "background:ur/**/l(x)",
                "background:#fff url(data:image/png;base64,A)",
                "background-image:image-set('x' 1x)",
                "background-image:-webkit-image-set(url(x) 1x)",
                "background:expression(alert(1))",
                "background:element(#x)",
                "background:cross-fade(url(a),url(b))",
                "background-image:linear-gradient(url(x),red)",
                "color:transparent",
                "color:#0000",
                "color:#00000001",
                "color:rgb(0 0 0/0)",
                "color:rgba(0,0,0,0)",
                "color:hsl(0,0%,0%,0)",
                "color:var(--evil)",
                "color:var(--primary,url(x))",
                "color:attr(data-x)",
                "color:r\\65 d",
                "color:red\\9",
                "color:javascript:alert(1)",
                "font-size:0",
                "font-size:1px",
                "font-size:900px",
                "font-size:1%",
                "font-size:calc(1px)",
                "font-size:-20px",
                "margin:-9px",
                "margin-left:9999px",
                "padding:25px",
                "padding:1.6rem",
                "padding:1px 1px 1px 1px 1px",
                "border-radius:50%",
                "border-radius:99px",
                "border-width:9px",
                "border:99px solid red",
                "box-shadow:0 0 0 9999px #fff",
                "box-shadow:-99px 0 red",
                "box-shadow:0 0 99px red",
                "line-height:0",
                "line-height:9",
                "letter-spacing:99px",
                "letter-spacing:-9px",
                "text-transform:full-width",
                "font-family:url(x)",
                "font-family:a\\62 c",
                "font-family:é",
                "font-weight:1",
                "text-align:match-parent(x)",
                "padding:px",
                "margin:-px"
            })
    void what_hides_moves_covers_or_fetches_is_not(String declaration) {
        var reduced = CustomCss.reduced(".gt-title{" + declaration + ";font-style:italic}");

        assertThat(reduced.css()).isIn("", ".gt-app .gt-title{font-style:italic}");
        assertThat(reduced.dropped()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            .gt-app                               | .gt-app
            .gt-header                            | .gt-app .gt-header
            .gt-message--agent .gt-bubble         | .gt-app .gt-message--agent .gt-bubble
            .gt-app > .gt-header                  | .gt-app>.gt-header
            .gt-send:hover                        | .gt-app .gt-send:hover
            .gt-message.gt-message--agent         | .gt-app .gt-message.gt-message--agent
            .gt-title, .gt-total                  | .gt-app .gt-title,.gt-app .gt-total
            .gt-title, .disclosure                | .gt-app .gt-title
            .gt-title/**/                         | .gt-app .gt-title
            """)
    void the_parts_that_have_a_name_are_dressed(String selector, String written) {
        assertThat(CustomCss.reduced(selector + "{color:red}").css()).isEqualTo(written + "{color:red}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "body",
                "html",
                ":root",
                ".disclosure",
                ".powered",
                ".top",
                "#app",
                "#announcer",
                "footer",
                "p",
                ".gt-app .disclosure",
                ".gt-app *",
                ".gt-app p",
                ".gt-header + .disclosure",
                ".gt-header ~ .disclosure",
                ".gt-app::before",
                ".gt-title::after",
                ".gt-title:before",
                ".gt-app:has(.disclosure)",
                ".gt-app:not(.x)",
                ".gt-app:is(.disclosure)",
                ".gt-app:nth-child(1)",
                ".gt-unknown",
                ".gt-appp",
                ".gt-\\61pp",
                "[role=note]",
                ".gt-app[class*=dis]",
                ".gt-input[value^=a]",
                ".gt-title:hover::after",
                "::selection",
                "@x .gt-app",
                ".gt-title:visited",
                ".gt-app .gt-header .gt-title .gt-title .gt-title",
                ".GT-APP"
            })
    void and_no_other_is(String selector) {
        assertThat(CustomCss.reduced(selector + "{color:red}").css()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (prefers-color-scheme: dark)  | (prefers-color-scheme:dark)
            (PREFERS-COLOR-SCHEME: LIGHT) | (prefers-color-scheme:light)
            (max-width: 480px)            | (max-width:480px)
            (min-width: 30rem)            | (min-width:30rem)
            """)
    void simple_queries_hold(String query, String written) {
        assertThat(CustomCss.reduced("@media " + query + "{.gt-app{color:red} p{color:red}}")
                        .css())
                .isEqualTo("@media " + written + "{.gt-app{color:red}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@media print{.gt-app{color:red}}",
                "@media screen and (min-width:1px){.gt-app{color:red}}",
                "@media (min-width:1px), print{.gt-app{color:red}}",
                "@media not all{.gt-app{color:red}}",
                "@media (min-resolution:2dppx){.gt-app{color:red}}",
                "@media (min-width:1px){@media (max-width:9px){.gt-app{color:red}}}",
                "@supports (display:grid){.gt-app{color:red}}",
                "@layer a{.gt-app{color:red}}",
                "@container (min-width:1px){.gt-app{color:red}}",
                "@font-face{font-family:x;src:url(https://evil.example/f.woff)}",
                "@keyframes x{from{color:red}}",
                "@import url(https://evil.example/x.css);",
                "@import 'https://evil.example/x.css';",
                "@\\69mport 'x';",
                "@namespace svg url(http://www.w3.org/2000/svg);",
                "@page{margin:0}",
                "@property --x{syntax:'*';inherits:true}",
                ".gt-app{.gt-title{color:red}}",
                ".gt-app{&:hover{color:red}}",
                "</style><script>alert(1)</script>",
                "}}}}}}}}.gt-app{color:red}",
                "{{{{{{{{",
                "\"",
                "/*",
                ".gt-app{color:\"",
                "\\"
            })
    void nothing_else_gets_through(String sheet) {
        assertThat(CustomCss.reduced(sheet).css()).isEmpty();
    }

    @Test
    void a_fault_costs_no_more_than_its_own_part() {
        var reduced = CustomCss.reduced("""
                @import "x.css";
                .gt-title { color: navy; position: fixed }
                .gt-bubble { border-radius: 20px; background: url(x) }
                """);

        assertThat(reduced.css()).isEqualTo(".gt-app .gt-title{color:navy}.gt-app .gt-bubble{border-radius:20px}");
        assertThat(reduced.dropped())
                .containsExactly(
                        "@import is not taken",
                        "position is not among the properties that may be set",
                        "background may not be url(x)");
    }

    @Test
    void reasons_are_twenty_and_a_count_and_repeat_nothing_dangerous() {
        var sheet =
                IntStream.range(0, 60).mapToObj(n -> ".x" + n + "é{color:red}").collect(Collectors.joining());

        var reasons = CustomCss.reduced(sheet).dropped();

        assertThat(reasons).hasSize(21).last().isEqualTo("and 40 more");
        assertThat(reasons).allMatch(r -> r.chars().allMatch(c -> c == '…' || (c >= ' ' && c <= '~')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{",
                "}",
                "}{",
                ":not(",
                "a>",
                ".gt-app,",
                "/*",
                "\"",
                "'",
                "\\",
                "@media ",
                "@",
                "url(",
                "calc(1 + ",
                "\"}\"(",
                "<!--",
                "!",
                "#",
                "&",
                "\n",
                ";",
                "a{b:c}",
                "é",
                "\uD83D\uDE00",
                "u\\72l(",
                ".gt-app{color:red}"
            })
    void a_huge_sheet_of_anything_is_read_to_its_end(String part) {
        for (var before : List.of("", ".gt-app{color:", "@media (", ".gt-app{")) {
            var sheet = before + part.repeat((20_000 - before.length()) / part.length());
            assertThat(CustomCss.reduced(sheet).css()).matches(HARMLESS);
        }
    }

    @Test
    void whatever_is_thrown_at_it_only_harmless_rules_come_out() {
        var parts = List.of(
                ".gt-app",
                ".gt-title",
                "{",
                "}",
                "color",
                ":",
                "red",
                ";",
                "url(x)",
                "\\",
                "/*",
                "*/",
                "@media (min-width:1px)",
                "@import",
                "\"",
                "'",
                "(",
                ")",
                ",",
                " ",
                "expression(",
                "!important",
                "<!--",
                "-->",
                "--x",
                "#fff",
                "\n",
                "background",
                "\\75rl(",
                "var(--primary)",
                "&",
                ">",
                "~",
                "*",
                "\u0000",
                "é",
                "linear-gradient(");
        var random = new Random(20_261_121);
        for (var round = 0; round < 2_000; round++) {
            var sheet = IntStream.range(0, 40)
                    .mapToObj(n -> parts.get(random.nextInt(parts.size())))
                    .collect(Collectors.joining());
            assertThat(CustomCss.reduced(sheet).css()).as(sheet).matches(HARMLESS);
        }
    }

    @Test
    void what_was_reduced_once_is_reduced_to_itself() {
        var once = CustomCss.reduced(".gt-app{color:red}@media (max-width:9px){.gt-title{padding:1px 2px}}")
                .css();

        assertThat(CustomCss.reduced(once).css()).isEqualTo(once);
        assertThat(CustomCss.reduced(once).dropped()).isEmpty();
    }

    private static String declared(String declaration) {
        var css = CustomCss.reduced(".gt-title{" + declaration + "}").css();
        return css.replaceAll("^\\.gt-app \\.gt-title\\{|\\}$", "");
    }
}
