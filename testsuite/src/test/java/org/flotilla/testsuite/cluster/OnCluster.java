package org.flotilla.testsuite.cluster;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one {@link TestCluster} of this run to constructors and methods that ask for it. It is started by the first
 * test class that does, made whole before each test, and stopped when all tests are over.
 */
public final class OnCluster implements ParameterResolver, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(OnCluster.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        cluster(context).makeWhole();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static TestCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestCluster.class, key -> TestCluster.started(), TestCluster.class);
    }
}
