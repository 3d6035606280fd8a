package io.guichet.trust;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * A tenant's public key for signatures: RSA of 2,048 to 8,192 bits, P-256 or Ed25519. Its kind decides the algorithm.
 *
 * @param algorithm {@code RS256}, {@code ES256} or {@code EdDSA}
 * @param jwk its parameters alone, RFC 7517
 * @param thumbprint RFC 7638, by SHA-256
 */
record PublicKey(String algorithm, String jwk, String thumbprint) {

    private static final int LONGEST = 8_000;
    private static final int SMALLEST_RSA = 2_048;
    private static final int LARGEST_RSA = 8_192;
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    /** Reads the text of a JWK; nothing where it is no public key of those. One with a private part is none. */
    static Optional<PublicKey> ofJwk(String json) {
        if (json.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(json);
            return key.getPrivateKey() != null || !isForSignatures(key) ? Optional.empty() : of(key);
        } catch (JoseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads a SubjectPublicKeyInfo in PEM; nothing where it is no public key of those. */
    static Optional<PublicKey> ofPem(String pem) {
        var match = PEM.matcher(pem.length() > LONGEST ? "" : pem);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(match.group(1));
            var key = KINDS.stream()
                    .flatMap(kind -> decoded(kind, bytes).stream())
                    .findFirst();
            return key.isEmpty() ? Optional.empty() : of(PublicJsonWebKey.Factory.newPublicJwk(key.get()));
        } catch (JoseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Key> decoded(String kind, byte[] bytes) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isForSignatures(PublicJsonWebKey key) {
        return key.getUse() == null || key.getUse().equals("sig");
    }

    private static Optional<PublicKey> of(PublicJsonWebKey key) throws JoseException {
        var algorithm = algorithm(key);
        if (algorithm.isEmpty()
                || (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm.get()))) {
            return Optional.empty();
        }
        var bare = PublicJsonWebKey.Factory.newPublicJwk(key.getPublicKey());
        return Optional.of(new PublicKey(
                algorithm.get(),
                bare.toJson(OutputControlLevel.PUBLIC_ONLY),
                bare.calculateBase64urlEncodedThumbprint("SHA-256")));
    }

    private static Optional<String> algorithm(PublicJsonWebKey key) {
        return switch (key) {
            case RsaJsonWebKey rsa when isStrong((RSAPublicKey) rsa.getPublicKey()) -> Optional.of("RS256");
            case EllipticCurveJsonWebKey curve
            when "P-256".equals(curve.getCurveName()) && isOnCurve((ECPublicKey) curve.getPublicKey()) ->
                Optional.of("ES256");
            case OctetKeyPairJsonWebKey pair when "Ed25519".equals(pair.getSubtype()) -> Optional.of("EdDSA");
            default -> Optional.empty();
        };
    }

    /** Coordinates alone make no key: y² = x³ + ax + b. */
    private static boolean isOnCurve(ECPublicKey key) {
        var curve = key.getParams().getCurve();
        var prime = ((ECFieldFp) curve.getField()).getP();
        var x = key.getW().getAffineX();
        var y = key.getW().getAffineY();
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(prime);
        return x.signum() >= 0
                && y.signum() >= 0
                && x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).mod(prime).equals(right);
    }

    private static boolean isStrong(RSAPublicKey key) {
        var bits = key.getModulus().bitLength();
        return bits >= SMALLEST_RSA && bits <= LARGEST_RSA;
    }
}
