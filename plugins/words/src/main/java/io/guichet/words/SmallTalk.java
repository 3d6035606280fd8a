package io.guichet.words;

/** Recognises what every contact says, whatever the trade: greetings, thanks, yes and no, a wish to speak to a person. */
public final class SmallTalk {

    private static final String PERSON =
            "parler quelqu un|parler conseiller|parler humain|parler personne|vrai personne"
                    + "|parler patron|parler responsable|parler gerant|avoir quelqu un|etre humain|rappelez moi|rappeler moi"
                    + "|me rappeler|etre rappele|appelez moi|me contacter|contactez moi|un conseiller|un humain|parler vous"
                    + "|speak someone|speak human|speak person|speak somebody|talk someone|talk human|talk person|call me"
                    + "|real person|speak manager";
    private static final String GREETING = "bonjour|bonsoir|salut|hello|hi|coucou|bjr|hey|good morning|good evening";
    private static final String THANKS = "merci|thanks|thank you|au revoir|bonne journee|bonne soiree|goodbye|bye";
    private static final String YES = "oui|ouais|yes|yep|yeah|d accord|ok|okay|ca marche|ca me va|parfait|c est bon"
            + "|tres bien|je confirme|confirme|confirmez|validez|je valide|c est ca|exact|exactement|tout a fait|volontiers"
            + "|avec plaisir|confirm|sure|that s right|go ahead|super|impeccable|bien sur";
    private static final String NO = "non|nan|no|nope|pas du tout|surtout pas|non merci";

    private final Sentence sentence;

    public SmallTalk(Sentence sentence) {
        this.sentence = sentence;
    }

    public boolean asksForAPerson() {
        return sentence.says(PERSON);
    }

    public boolean greets() {
        return sentence.says(GREETING);
    }

    public boolean thanks() {
        return sentence.says(THANKS);
    }

    /** « oui » and its like at the beginning. */
    public boolean saysYes() {
        return sentence.begins(YES) && !sentence.says("mais pas|pas encore");
    }

    /** « non » at the beginning. */
    public boolean saysNo() {
        return sentence.begins(NO);
    }
}
