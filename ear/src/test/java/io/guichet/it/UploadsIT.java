package io.guichet.it;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that come in pieces, by tus 1.0.0. */
class UploadsIT {

    private static final int LENGTH = 700_000;

    private final byte[] photo = Photos.jpegOf(LENGTH);
    private Visitor visitor;

    @BeforeEach
    void somebody_is_in_a_conversation() {
        visitor = Visitor.ofEbp();
    }

    @Test
    void a_photo_comes_in_pieces_and_goes_with_the_message_that_follows() {
        var announced = visitor.announces("mur.jpg", LENGTH).is(201);
        var upload = announced.data().at("/upload_id").asText();
        assertThat(announced.header("Location")).isEqualTo(Platform.url() + "/api/widget/v1/uploads/" + upload);
        assertThat(announced.header("Upload-Expires")).endsWith("GMT");
        assertThat(announced.header("Tus-Resumable")).isEqualTo("1.0.0");

        assertThat(visitor.sendsPiece(upload, 0, piece(0, 300_000)).is(204).header("Upload-Offset"))
                .isEqualTo("300000");
        var asked = visitor.tus("HEAD", "/" + upload).send().is(200);
        assertThat(asked.header("Upload-Offset")).isEqualTo("300000");
        assertThat(asked.header("Upload-Length")).isEqualTo("700000");
        assertThat(asked.header("Cache-Control")).isEqualTo("no-store");
        var whole = visitor.sendsPiece(upload, 300_000, piece(300_000, LENGTH)).is(200);

        var file = whole.data();
        assertThat(file.at("/name").asText()).isEqualTo("mur.jpg");
        Call.get(file.at("/url").asText()).send().is(200);
        Call.get(file.at("/thumbnail_url").asText()).send().is(200);
        assertThat(visitor.sendsPiece(upload, LENGTH, new byte[0])
                        .is(200)
                        .data()
                        .at("/file_id"))
                .isEqualTo(file.at("/file_id"));
        visitor.says("Voici le mur");
        assertThat(visitor.messages().getFirst().at("/files/0/id")).isEqualTo(file.at("/file_id"));
        visitor.tus("DELETE", "/" + upload).send().isProblem(409, "conflict");
    }

    @Test
    void what_the_tenant_erases_is_gone_at_its_address_and_from_its_message_and_still_coming_no_more() {
        var ebp = Tenant.ebp();
        var files = "/api/client/conversations/" + visitor.conversation() + "/files";
        var mur = visitor.sendsPhoto("mur.jpg", photo).is(201).data();
        var sol = visitor.sendsPhoto("sol.jpg", photo).is(201).data();
        visitor.says("Voici");
        var coming = announced();
        visitor.sendsPiece(coming, 0, piece(0, 1_000)).is(204);
        assertThat(ebp.asks(files).is(200).data()).hasSize(2);

        Call.delete(files + "/" + mur.at("/file_id").asText())
                .apiKey(ebp.apiKey())
                .send()
                .is(204);
        Call.get(mur.at("/url").asText()).send().is(404);
        Call.get(sol.at("/url").asText()).send().is(200);
        Call.delete(files).apiKey(Tenant.sage().apiKey()).send().isProblem(404, "conversation_not_found");
        Call.delete(files).apiKey(ebp.apiKey()).send().is(204);
        Call.delete(files).apiKey(ebp.apiKey()).send().is(204);

        Call.get(sol.at("/thumbnail_url").asText()).send().is(404);
        assertThat(visitor.messages().getFirst().at("/erased_files").asInt()).isEqualTo(2);
        assertThat(visitor.messages().getFirst().at("/files")).isEmpty();
        visitor.sendsPiece(coming, 1_000, piece(1_000, LENGTH)).isProblem(404, "upload_not_found");
        assertThat(ebp.asks(files).is(200).data()).isEmpty();
    }

    @Test
    void a_piece_that_does_not_follow_is_refused() {
        var upload = announced();
        visitor.sendsPiece(upload, 0, piece(0, 1_000)).is(204);

        visitor.sendsPiece(upload, 0, piece(0, 1_000)).isProblem(409, "wrong_offset");
        visitor.sendsPiece(upload, 2_000, piece(0, 1_000)).isProblem(409, "wrong_offset");
        visitor.sendsPiece(upload, 1_000, new byte[LENGTH]).isProblem(413, "file_too_large");
    }

    @Test
    void ten_megabytes_come_in_one_piece_and_a_byte_more_does_not() {
        var most = 10 * 1024 * 1024;
        visitor.announces("mur.jpg", most + 1).isProblem(413, "file_too_large");
        var upload = visitor.announces("mur.jpg", most)
                .is(201)
                .data()
                .at("/upload_id")
                .asText();

        visitor.sendsPiece(upload, 0, Photos.jpegOf(most)).is(200);
    }

    @Test
    void another_conversations_upload_is_not_there() {
        var upload = announced();
        var other = Visitor.ofEbp();

        other.sendsPiece(upload, 0, piece(0, 10)).isProblem(404, "upload_not_found");
        other.tus("HEAD", "/" + upload).send().is(404);
        other.tus("DELETE", "/" + upload).send().isProblem(404, "upload_not_found");
        visitor.tus("DELETE", "/upl_x").send().isProblem(404, "upload_not_found");
        visitor.tus("DELETE", "/" + upload).send().is(204);
        visitor.tus("HEAD", "/" + upload).send().is(404);
    }

    @Test
    void eleven_at_once_in_pieces_and_whole_where_one_has_room_are_one() throws InterruptedException {
        for (var i = 0; i < 9; i++) {
            announced();
        }

        var whole = Together.times(5, () -> visitor.sendsPhoto("mur.jpg", Photos.jpeg()));
        var left = whole.stream().noneMatch(reply -> reply.status() == 201) ? 1 : 0;
        var inPieces = Together.times(6, () -> visitor.announces("mur.jpg", LENGTH));

        assertThat(whole).filteredOn(reply -> reply.status() == 201).hasSize(1 - left);
        assertThat(inPieces).filteredOn(reply -> reply.status() == 201).hasSize(left);
        assertThat(inPieces)
                .filteredOn(reply -> reply.status() != 201)
                .allSatisfy(reply -> reply.isProblem(413, "too_many_files"));
    }

    @Test
    void what_is_no_photo_in_the_end_gives_its_place_back() {
        var svg = Photos.svg();
        for (var i = 0; i < 11; i++) {
            var upload = visitor.announces("mur.jpg", svg.length)
                    .is(201)
                    .data()
                    .at("/upload_id")
                    .asText();
            visitor.sendsPiece(upload, 0, svg).isProblem(422, "unsupported_file");
            visitor.tus("HEAD", "/" + upload).send().is(404);
        }
    }

    @Test
    void what_is_spoken_is_said_and_nothing_else_is_understood() {
        var spoken = Call.of("OPTIONS", "/api/widget/v1/uploads").send().is(204);
        assertThat(spoken.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(spoken.header("Tus-Extension")).isEqualTo("creation,expiration,termination");
        assertThat(spoken.header("Tus-Max-Size")).isEqualTo("10485760");

        var silent = visitor.call("POST", "/api/widget/v1/uploads").send();
        silent.isProblem(412, "precondition_failed");
        assertThat(silent.header("Tus-Version")).isEqualTo("1.0.0");
        visitor.tus("POST", "").send().isProblem(400, "bad_request");
        visitor.tus("POST", "")
                .header("Upload-Length", "10")
                .header("Upload-Metadata", "filename !!!")
                .send()
                .isProblem(400, "bad_request");
        visitor.tus("POST", "")
                .header("Upload-Length", "-1")
                .header("Upload-Metadata", "filename YS5qcGc=")
                .send()
                .isProblem(400, "bad_request");
        visitor.announces("virus.exe", 10).isProblem(422, "unsupported_file");
        visitor.announces("vide.jpg", 0).isProblem(422, "unsupported_file");
        visitor.tus("PATCH", "/" + announced())
                .header("Upload-Offset", "0")
                .body("image/jpeg", photo)
                .send()
                .isProblem(415, "unsupported_media_type");
        new Visitor("sess_of_nobody", visitor.conversation(), visitor.session())
                .announces("mur.jpg", 10)
                .isProblem(401, "invalid_session");
    }

    private String announced() {
        return visitor.announces("mur.jpg", LENGTH)
                .is(201)
                .data()
                .at("/upload_id")
                .asText();
    }

    private byte[] piece(int from, int until) {
        return Arrays.copyOfRange(photo, from, until);
    }
}
