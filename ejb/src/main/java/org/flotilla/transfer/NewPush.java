package org.flotilla.transfer;

import org.flotilla.core.EventId;

/**
 * An outgoing transfer as it is to be recorded.
 *
 * @param folder the remote folder
 */
public record NewPush(EventId eventId, PushOrder order, String protocol, String peer, String folder) {}
