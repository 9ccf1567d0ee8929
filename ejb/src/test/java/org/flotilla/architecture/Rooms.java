package org.flotilla.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each technology stays in its room: packages of one kind, which the rest of the code never imports. */
final class Rooms {

    /** Package patterns: the technology's, and below the root the rooms where it may be used. */
    private record Room(String name, List<String> technology, List<String> rooms) {}

    private static final List<Room> ROOMS = List.of(
            // Flyway is given its DataSource, hence schema
            new Room("jdbc", List.of("java.sql..", "javax.sql..", "org.jdbi.."), List.of("..sql..", "..schema..")),
            new Room("flyway", List.of("org.flywaydb.."), List.of("..schema..")),
            new Room("infinispan", List.of("org.infinispan.."), List.of("..infinispan..")),
            new Room("jgroups", List.of("org.jgroups.."), List.of("..jgroups..")),
            // The singleton service of the clustering API is an MSC service, hence wildfly
            new Room("clustering", List.of("org.wildfly.clustering.."), List.of("..jgroups..", "..wildfly..")),
            new Room(
                    "wildfly",
                    List.of("org.jboss.msc..", "org.jboss.as..", "org.wildfly.security.."),
                    List.of("..wildfly..")),
            new Room("jms", List.of("jakarta.jms.."), List.of("..jms..")),
            new Room("sshd", List.of("org.apache.sshd.."), List.of("..sftp..")),
            new Room("faces", List.of("jakarta.faces.."), List.of(".web.ui..")),
            new Room("jaxrs", List.of("jakarta.ws.rs.."), List.of(".web.rest..")),
            new Room("batches", List.of("jakarta.batch..", "org.jberet.."), List.of(".batch..", ".schedule.batch..")),
            new Room("mail", List.of("jakarta.mail.."), List.of("..mail..")));

    /** Last parts of the package names that make a package a room of its feature. */
    private static final Set<String> ROOM_NAMES =
            Set.of("sql", "infinispan", "jgroups", "wildfly", "jms", "sftp", "mail", "hibernate");

    private Rooms() {}

    static List<HouseRule> rules() {
        return Stream.concat(
                        ROOMS.stream().map(room -> new HouseRule(room.name(), root -> inItsRoom(root, room))),
                        Stream.of(
                                new HouseRule("hibernate", Rooms::hibernateInItsRoom),
                                new HouseRule("privacy", Rooms::roomsArePrivate)))
                .toList();
    }

    private static ArchRule inItsRoom(String root, Room room) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(
                        room.rooms().stream().map(pattern -> root + pattern).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room.technology().toArray(String[]::new));
    }

    /** An entity may say with Hibernate's annotations how it is cached: JPA has no word for it. */
    private static ArchRule hibernateInItsRoom(String root) {
        return CompositeArchRule.of(List.of(
                outsideHibernate(root)
                        .and()
                        .areNotAnnotatedWith(Entity.class)
                        .and()
                        .areNotAnnotatedWith(MappedSuperclass.class)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.hibernate.."),
                outsideHibernate(root)
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.hibernate..")
                                .and(not(resideInAPackage("org.hibernate.annotations.."))))));
    }

    private static GivenClassesConjunction outsideHibernate(String root) {
        return noClasses().that().resideInAPackage(root + "..").and().resideOutsideOfPackage(root + "..hibernate");
    }

    /** The rest of the code sees a feature's face. A room of the same kind may be shared downwards; core's are for all. */
    private static ArchRule roomsArePrivate(String root) {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("leave others' rooms alone") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    String owner = Tiers.feature(root, target);
                    boolean others = !owner.isEmpty()
                            && !owner.equals("core")
                            && !owner.equals(Tiers.feature(root, origin))
                            && !rooms(root, origin).containsAll(rooms(root, target));
                    if (others) {
                        events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static Set<String> rooms(String root, JavaClass type) {
        return Stream.of(type.getPackageName().substring(root.length()).split("\\."))
                .filter(ROOM_NAMES::contains)
                .collect(Collectors.toSet());
    }
}
