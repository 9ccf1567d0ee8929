package org.flotilla.testsuite.deployed;

import java.nio.file.Path;
import java.util.List;
import org.flotilla.run.RunFolder;
import org.flotilla.run.ServerHome;
import org.flotilla.run.StandaloneSetup;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.event.container.AfterStart;
import org.jboss.arquillian.container.spi.event.container.BeforeStart;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

/**
 * What must be there before Arquillian starts its server: its configuration, made by our scripts from the stock one, and
 * the services it uses. The EAR is deployed once, for all tests. Everything is made anew by each run.
 */
public final class ServerPreparation {

    private static final String MESSAGING = "/subsystem=messaging-activemq/server=default";

    /** A queue that holds one message and then refuses any other, until that one is taken. */
    private static final List<String> SMALL_QUEUE = List.of(
            MESSAGING + "/jms-queue=Small:add(entries=[\"" + Deployed.SMALL_QUEUE + "\"])",
            MESSAGING + "/address-setting=jms.queue.Small:add(max-size-bytes=1, address-full-policy=FAIL)");

    private final Path folder = Deployed.folder();

    void configure(@Observes BeforeStart event) {
        new RunFolder(folder).clear();
        Surroundings surroundings = Surroundings.started(folder);
        ServerHome home = new ServerHome(Path.of(System.getProperty("flotilla.run.home")));
        StandaloneSetup setup = new StandaloneSetup(home, folder.resolve("server"), surroundings.settings());
        setup.secrets().put("datasource", surroundings.databasePassword());
        setup.apply(SMALL_QUEUE);
    }

    void deploy(@Observes AfterStart event) throws DeploymentException {
        Path ear = Path.of(System.getProperty("flotilla.run.ear"));
        event.getDeployableContainer().deploy(ShrinkWrap.createFromZipFile(EnterpriseArchive.class, ear.toFile()));
        Deployed.announce(Surroundings.current().known());
    }
}
