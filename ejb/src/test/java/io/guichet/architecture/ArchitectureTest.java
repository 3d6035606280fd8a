package io.guichet.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuardedStreams;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import io.guichet.knowledge.Embedder;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may import whom, and what no class does. */
class ArchitectureTest {

    private static final String ROOT = "io.guichet.";
    private static final String SPI = "io.guichet.spi";

    /** Bundled plugins that tests of the business talk to: on their class path, and no part of it. */
    private static final Pattern PLUGINS = Pattern.compile("io\\.guichet\\.(sector|model|words)\\b.*");

    /** What decides and computes; it could run anywhere. */
    private static final Set<String> POLICIES = Set.of(
            "io.guichet.billing.Invoicing",
            "io.guichet.billing.Proration",
            "io.guichet.billing.Thresholds",
            "io.guichet.billing.StatisticsCsv",
            "io.guichet.billing.UsageCsv",
            "io.guichet.billing.Vat",
            "io.guichet.quote.Pricing",
            "io.guichet.quote.VatPolicy",
            "io.guichet.quote.PriceBookCsv",
            "io.guichet.quote.PreQuoteText",
            "io.guichet.quote.PricedPreQuote",
            "io.guichet.quote.PriceWithVat",
            "io.guichet.trade.AppointmentStatus",
            "io.guichet.trade.BusinessProfile",
            "io.guichet.trade.OrderStatus",
            "io.guichet.trade.PricedOrder",
            "io.guichet.trade.Pricing",
            "io.guichet.trade.TradeText",
            "io.guichet.agent.DomainRule",
            "io.guichet.agent.Branding",
            "io.guichet.agent.ConfigurationResolver",
            "io.guichet.agent.CssValues",
            "io.guichet.agent.CustomCss",
            "io.guichet.agent.PromptPolicy",
            "io.guichet.webhook.AttemptPolicy",
            "io.guichet.kernel.AddressPolicy",
            "io.guichet.kernel.BrandingSchema",
            "io.guichet.kernel.UrlPolicy",
            "io.guichet.kernel.Money",
            "io.guichet.trust.ContextText",
            "io.guichet.trust.PublicKey",
            "io.guichet.throttle.Limit",
            "io.guichet.throttle.LocalWindow",
            "io.guichet.throttle.Networks",
            "io.guichet.analytics.MeasuresCsv",
            "io.guichet.answering.Anger",
            "io.guichet.knowledge.Chunking",
            "io.guichet.knowledge.Confidence",
            "io.guichet.knowledge.DocumentKind",
            "io.guichet.knowledge.Fusion",
            "io.guichet.knowledge.ReciprocalRank",
            "io.guichet.knowledge.SharedWords",
            "io.guichet.answering.ContextJson",
            "io.guichet.answering.FactsJson",
            "io.guichet.answering.HandOverPolicy",
            "io.guichet.answering.Project",
            "io.guichet.answering.Compose",
            "io.guichet.answering.Extract",
            "io.guichet.answering.guard.Amounts",
            "io.guichet.answering.guard.Contacts",
            "io.guichet.answering.guard.Grounds",
            "io.guichet.answering.guard.Links",
            "io.guichet.answering.guard.PromptLeak",
            "io.guichet.answering.guard.ReplyGuard",
            "io.guichet.answering.guard.StreamGuard",
            "io.guichet.answering.prompt.TurnPrompt",
            "io.guichet.answering.prompt.Untrusted",
            "io.guichet.answering.structured.Labels",
            "io.guichet.answering.structured.ModelReply",
            "io.guichet.answering.structured.QuoteBlock",
            "io.guichet.answering.models.Prices",
            "io.guichet.conversation.HandOverText",
            "io.guichet.knowledge.Anonymiser",
            "io.guichet.knowledge.KnownSentence",
            "io.guichet.knowledge.KnownSimilarity",
            "io.guichet.knowledge.KnownWords",
            "io.guichet.knowledge.LearnedPersonalData",
            "io.guichet.knowledge.LearnedText",
            "io.guichet.conversation.LinkLetterText",
            "io.guichet.conversation.SupportHours",
            "io.guichet.conversation.checking.Decoder",
            "io.guichet.conversation.checking.Document",
            "io.guichet.conversation.checking.Exif",
            "io.guichet.conversation.checking.FileType",
            "io.guichet.conversation.checking.MeasuredPdf",
            "io.guichet.conversation.checking.Picture",
            "io.guichet.conversation.checking.ReceivedFile",
            "io.guichet.conversation.checking.Riff");

    /** Use cases that nobody is signed in for: each finds a tenant, makes one, or serves the platform itself. */
    private static final Set<String> WITHOUT_A_CALLER = Set.of(
            "io.guichet.tenancy.Tenants.active",
            "io.guichet.tenancy.Tenants.bySlug",
            "io.guichet.tenancy.Tenants.add",
            "io.guichet.tenancy.Tenants.addUser",
            "io.guichet.agent.Agents.bySlug",
            "io.guichet.agent.Agents.add",
            "io.guichet.agent.Deployments.tenantOf",
            "io.guichet.conversation.OpenSession.byDeployment",
            "io.guichet.conversation.ShowDeployment.onPage",
            "io.guichet.quote.PriceBooks.replaceOf",
            "io.guichet.demo.AddDemoTenant.add");

    private static final JavaClasses GUICHET = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.guichet");

    private static final JavaClasses BUSINESS = GUICHET.that(describe(
            "the business",
            c -> !c.getPackageName().startsWith(SPI)
                    && !PLUGINS.matcher(c.getPackageName()).matches()
                    && !c.getSimpleName().equals("package-info")));

    @Test
    void a_context_imports_another_contexts_root_package_only() {
        classes()
                .should(new ArchCondition<JavaClass>("not look below another context's root package") {
                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        from.getDirectDependenciesFromSelf().stream()
                                .filter(d -> isBelowAnothersRoot(from, d.getTargetClass()))
                                .forEach(d -> violation(events, from, d.getDescription()));
                    }
                })
                .check(BUSINESS);
    }

    @Test
    void contexts_depend_on_each_other_without_cycles() {
        slices().matching("io.guichet.(*)..").should().beFreeOfCycles().check(BUSINESS);
    }

    @Test
    void policies_are_plain_java() {
        classes()
                .that(are("policies", c -> POLICIES.contains(outermost(c).getName())))
                .should(new ArchCondition<JavaClass>("know no container, no database and no clock") {
                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        from.getDirectDependenciesFromSelf().stream()
                                .filter(d -> isTechnical(d.getTargetClass()))
                                .forEach(d -> violation(events, from, d.getDescription()));
                    }
                })
                .check(BUSINESS);
    }

    @Test
    void every_policy_that_is_named_exists() {
        assertThat(BUSINESS.stream().map(JavaClass::getName)).containsAll(POLICIES);
    }

    @Test
    void entities_never_leave_a_use_case() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should(new ArchCondition<JavaMethod>("neither take nor return an entity") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        method.getAllInvolvedRawTypes().stream()
                                .filter(t -> t.isAnnotatedWith(Entity.class))
                                .filter(t -> !method.getOwner().equals(t))
                                .forEach(t -> events.add(SimpleConditionEvent.violated(
                                        method, method.getFullName() + " shows " + t.getName())));
                    }
                })
                .check(BUSINESS);
        classes().that().areAnnotatedWith(Entity.class).should().notBePublic().check(BUSINESS);
    }

    @Test
    void only_plugin_channel_and_answering_import_the_spi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.guichet.plugin..",
                        "io.guichet.channel..",
                        "io.guichet.answering..",
                        "io.guichet.quote..",
                        "io.guichet.trade..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.guichet.spi..")
                .check(BUSINESS);
    }

    @Test
    void quote_and_trade_import_the_values_of_the_sector_spi_and_nothing_else_of_it() {
        noClasses()
                .that()
                .resideInAnyPackage("io.guichet.quote..", "io.guichet.trade..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.guichet.spi..")
                        .and(are(
                                "no value of the sector SPI",
                                c -> !(c.getPackageName().equals("io.guichet.spi.sector")
                                        && (c.isRecord()
                                                || c.isEnum()
                                                || c.getName().equals("io.guichet.spi.sector.PriceBook"))))))
                .check(BUSINESS);
    }

    @Test
    void a_transaction_never_waits_for_http_or_for_an_agent() {
        noClasses()
                .that()
                .areAnnotatedWith(Stateless.class)
                .should()
                .accessTargetWhere(targetOwner(are(
                                "an agent or the JDK's HTTP client",
                                c -> c.getPackageName().startsWith("java.net.http")
                                        || Set.of("AskSectorAgent", "Models", "Retrieval", "KnownAnswers", "TakeTurn")
                                                .contains(c.getSimpleName())
                                        || c.getName().equals("io.guichet.knowledge.Embedder")
                                        || c.getPackageName().equals("io.guichet.knowledge.extraction")
                                        || c.getName().equals("io.guichet.plugin.Plugins")
                                        || c.getName().equals("io.guichet.spi.sector.SectorAgent")
                                        || c.getPackageName().startsWith("io.guichet.spi.model")))
                        .or(describe(
                                "a call over HTTP",
                                access -> (access.getTargetOwner().isAssignableTo(Embedder.class)
                                                && access.getName().equals("embed"))
                                        || access.getTargetOwner().isEquivalentTo(GuardedStreams.class)
                                        || (access.getTargetOwner().isEquivalentTo(GuardedHttpClient.class)
                                                && !access.getName().equals("requireAllowed")))))
                .check(BUSINESS);
    }

    @Test
    void only_the_system_clock_reads_the_walls_time() {
        noClasses()
                .that(are("not the system clock", c -> !c.getName().equals("io.guichet.kernel.SystemClock")))
                .should()
                .callMethodWhere(describe(
                        "reads the time of the wall",
                        call -> (Set.of("now", "systemUTC", "systemDefaultZone", "system", "tickMillis")
                                                .contains(call.getName())
                                        && Set.of(
                                                        Instant.class.getName(),
                                                        LocalDate.class.getName(),
                                                        LocalDateTime.class.getName(),
                                                        OffsetDateTime.class.getName(),
                                                        ZonedDateTime.class.getName(),
                                                        Clock.class.getName())
                                                .contains(call.getTargetOwner().getName())
                                        && takesNoClock(call.getTarget().getRawParameterTypes()))
                                || (call.getName().equals("currentTimeMillis")
                                        && call.getTargetOwner().isEquivalentTo(System.class))))
                .check(BUSINESS);
    }

    @Test
    void what_is_said_goes_to_the_log_and_nowhere_else() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..")
                .check(BUSINESS);
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "the standard streams",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err").contains(access.getName())))
                .check(BUSINESS);
    }

    @Test
    void the_first_argument_of_a_use_case_says_who_calls() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(UseCase.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotAnnotatedWith(jakarta.interceptor.Interceptor.class)
                .and(describe("act for somebody", m -> !WITHOUT_A_CALLER.contains(name(m)) && !isStatic(m)))
                .should(be(describe("given a context or a credential first", ArchitectureTest::saysWhoCalls)))
                .check(BUSINESS);
    }

    @Test
    void every_use_case_that_needs_no_caller_exists() {
        assertThat(BUSINESS.stream().flatMap(c -> c.getMethods().stream()).map(ArchitectureTest::name))
                .containsAll(WITHOUT_A_CALLER);
    }

    @Test
    void nothing_hangs_on_a_thread() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(BUSINESS);
    }

    @Test
    void session_beans_are_public_classes_that_can_be_proxied() {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .or()
                .areAnnotatedWith(Singleton.class)
                .should()
                .bePublic()
                .andShould()
                .notHaveModifier(JavaModifier.FINAL)
                .check(BUSINESS);
    }

    @Test
    void every_stateless_bean_is_a_use_case() {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .should()
                .beAnnotatedWith(UseCase.class)
                .check(BUSINESS);
    }

    @Test
    void a_name_says_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)")
                .check(GUICHET);
        noClasses().should().haveSimpleNameStartingWith("Abstract").check(GUICHET);
    }

    /** A proxy's own fields are empty: only a bean without a proxy may be read field by field. */
    @Test
    void configuration_is_read_by_methods_where_its_bean_is_a_proxy() {
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "a field of configuration with a proxy",
                        access -> access.getTargetOwner().getSimpleName().endsWith("Config")
                                && !access.getTargetOwner().isAnnotatedWith(Dependent.class)
                                && !access.getOriginOwner().equals(access.getTargetOwner())
                                && access instanceof com.tngtech.archunit.core.domain.JavaFieldAccess))
                .check(BUSINESS);
    }

    @Test
    void what_is_injected_is_no_secret_of_its_class() {
        fields().that()
                .areAnnotatedWith(Inject.class)
                .should()
                .notBePrivate()
                .andShould()
                .notBeStatic()
                .andShould()
                .notBeFinal()
                .check(BUSINESS);
    }

    @Test
    void every_package_says_what_lives_there() {
        var described = GUICHET.stream()
                .filter(c -> c.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(GUICHET.stream().map(JavaClass::getPackageName).distinct()).allMatch(described::contains);
    }

    private static boolean isBelowAnothersRoot(JavaClass from, JavaClass target) {
        var name = target.getPackageName();
        if (!name.startsWith(ROOT) || name.startsWith(SPI)) {
            return false;
        }
        return name.substring(ROOT.length()).contains(".") && !context(from).equals(context(target));
    }

    private static String context(JavaClass c) {
        return c.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
    }

    private static boolean isTechnical(JavaClass c) {
        return c.getPackageName().startsWith("jakarta.")
                || c.getPackageName().startsWith("org.hibernate")
                || c.getPackageName().startsWith("org.eclipse.microprofile")
                || c.getPackageName().startsWith("java.sql")
                || c.isEquivalentTo(Clock.class);
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c);
    }

    private static boolean takesNoClock(java.util.List<JavaClass> parameters) {
        return parameters.stream().noneMatch(p -> p.isEquivalentTo(Clock.class));
    }

    private static boolean isStatic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.STATIC);
    }

    private static boolean saysWhoCalls(JavaMethod method) {
        var parameters = method.getRawParameterTypes();
        return !parameters.isEmpty()
                && Arrays.<Class<?>>asList(CallContext.class, PlatformCaller.class, Token.class, UserId.class).stream()
                        .anyMatch(parameters.getFirst()::isEquivalentTo);
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getName() + "." + method.getName();
    }

    private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> predicate) {
        return describe(description, predicate);
    }

    private static void violation(ConditionEvents events, JavaClass from, String description) {
        events.add(SimpleConditionEvent.violated(from, description));
    }
}
