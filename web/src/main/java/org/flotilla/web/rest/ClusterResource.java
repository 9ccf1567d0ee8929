package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.Page;
import org.flotilla.gateway.HostIdentity;
import org.flotilla.licence.Licence;
import org.flotilla.licence.Licences;
import org.flotilla.web.security.Roles;

/** The nodes, the licence, and the keys that clients know the cluster by (C3, C4, T1). */
@Path("cluster")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "cluster")
public class ClusterResource {

    @Inject
    private Nodes nodes;

    @Inject
    private Licences licences;

    @Inject
    private HostIdentity identity;

    @GET
    @Path("nodes")
    @Operation(
            summary = "All nodes",
            description = "As the answering node last read them from the database, at most a second ago.")
    public Page<NodeView> nodes() {
        return new Page<>(
                nodes.all().stream()
                        .map(node -> NodeView.of(node, nodes.self()))
                        .toList(),
                null);
    }

    @GET
    @Path("host-keys")
    @Operation(
            summary = "The SSH host keys",
            description = "All nodes show the same. A client should expect one of them and refuse any other key."
                    + " At its very first start a cluster has none for a moment.")
    public Page<HostKeyView> hostKeys() {
        return new Page<>(identity.known().stream().map(HostKeyView::of).toList(), null);
    }

    @GET
    @Path("licence")
    @Operation(summary = "The licence and what of it is used")
    public LicenceView licence() {
        Licence licence = licences.current();
        long active =
                nodes.all().stream().filter(node -> node.state().isActive()).count();
        return new LicenceView(
                licence.customer(), licence.edition(), licence.maximumNodes(), active, licence.expires());
    }
}
