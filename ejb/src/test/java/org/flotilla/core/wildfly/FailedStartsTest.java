package org.flotilla.core.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceController.State;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StartException;
import org.jboss.msc.service.StopContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C1, O2 what the server could not start is started again")
class FailedStartsTest {

    private static final ServiceName REPOSITORY = ServiceName.of("repository");
    private static final ServiceName APPLICATION = ServiceName.of("application");

    private final ServiceContainer container = ServiceContainer.Factory.create();
    private final Recovering repository = new Recovering();
    private Optional<String> databaseProblem = Optional.empty();
    private final FailedStarts failedStarts = new FailedStarts(container, () -> databaseProblem);
    private ServiceController<?> application;

    @BeforeEach
    void boot() throws InterruptedException {
        install(REPOSITORY, null, repository);
        application = install(APPLICATION, REPOSITORY, Service.NULL);
        container.awaitStability();
    }

    @AfterEach
    void shutDown() throws InterruptedException {
        container.shutdown();
        container.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("what waited for it starts too, and is then left alone")
    void retry_startsWhatWaited() throws InterruptedException {
        repository.isThere = true;
        look();
        assertThat(repository.tries)
                .as("a deployment that fails is taken back first")
                .isEqualTo(1);

        look();
        assertThat(application.getState()).isEqualTo(State.UP);

        look();
        look();
        assertThat(repository.tries).isEqualTo(2);
    }

    @Test
    @DisplayName("nothing is tried while the database is away; when it is back the first try comes at once")
    void outage_isWaitedFor() throws InterruptedException {
        databaseProblem = Optional.of("connection refused");
        for (int times = 0; times < 20; times++) {
            assertThat(look()).isEqualTo(Duration.ofSeconds(5));
        }
        assertThat(repository.tries).isEqualTo(1);

        databaseProblem = Optional.empty();
        repository.isThere = true;
        look();
        assertThat(application.getState()).isEqualTo(State.UP);
    }

    @Test
    @DisplayName("what goes on failing is tried ever more seldom, once a minute in the end")
    void failure_slowsDown() throws InterruptedException {
        look();
        assertThat(look()).hasSeconds(5);
        assertThat(look()).hasSeconds(10);
        assertThat(look()).hasSeconds(20);
        assertThat(look()).hasSeconds(40);
        assertThat(look()).hasSeconds(60);
        assertThat(look()).hasSeconds(60);
        assertThat(repository.tries).isEqualTo(7);
    }

    private Duration look() throws InterruptedException {
        Duration pause = failedStarts.look();
        container.awaitStability();
        return pause;
    }

    private ServiceController<?> install(ServiceName name, ServiceName required, Service service) {
        var builder = container.addService();
        builder.provides(name);
        if (required != null) {
            builder.requires(required);
        }
        return builder.setInstance(service).install();
    }

    /** Starts once it is there. */
    private static final class Recovering implements Service {
        private volatile boolean isThere;
        private volatile int tries;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // the container starts a service by one thread at a time
        public void start(StartContext context) throws StartException {
            tries++;
            if (!isThere) {
                throw new StartException("It is away");
            }
        }

        @Override
        public void stop(StopContext context) {
            // nothing to end
        }
    }
}
