package org.flotilla.run;

import java.io.IOException;
import java.net.InetAddress;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.ModelControllerClientConfiguration;
import org.jboss.as.controller.client.Operation;
import org.jboss.dmr.ModelNode;

/**
 * Speaks with the management interface of a domain on this machine. The server trusts whoever can read its temporary
 * folder, so no password is needed. Safe for use by several threads; closed by its owner.
 */
public final class DomainClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    private final ModelControllerClient client;

    DomainClient(int port) {
        client = ModelControllerClient.Factory.create(new ModelControllerClientConfiguration.Builder()
                .setProtocol("remote+http")
                .setHostName(InetAddress.getLoopbackAddress().getHostAddress())
                .setPort(port)
                .setConnectionTimeout(CONNECT_MILLIS)
                .build());
    }

    /** An operation on the resource of the address, for example {@code "host", "primary", "server", "node-1"}. */
    public static ModelNode operation(String name, String... address) {
        ModelNode operation = new ModelNode();
        operation.get("operation").set(name);
        ModelNode target = operation.get("address").setEmptyList();
        for (int part = 0; part < address.length; part += 2) {
            target.add(address[part], address[part + 1]);
        }
        return operation;
    }

    /** Runs the operation and gives its result; fails with what the server said when it did not succeed. */
    public ModelNode execute(ModelNode operation) {
        return execute(Operation.Factory.create(operation));
    }

    ModelNode execute(Operation operation) {
        try {
            ModelNode answer = client.execute(operation);
            if (!"success".equals(answer.get("outcome").asString())) {
                throw new RunFailure(
                        describe(operation.getOperation()) + " failed: " + answer.get("failure-description"));
            }
            return answer.get("result");
        } catch (IOException e) {
            throw new RunFailure(
                    "The domain does not answer " + describe(operation.getOperation()) + ": " + e.getMessage(), e);
        }
    }

    private static String describe(ModelNode operation) {
        return operation.get("operation").asString() + " " + operation.get("address");
    }

    /** The value of an attribute. */
    public ModelNode read(String attribute, String... address) {
        ModelNode operation = operation("read-attribute", address);
        operation.get("name").set(attribute);
        return execute(operation);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new RunFailure("The connection to the domain did not close", e);
        }
    }
}
