package org.flotilla.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A range of addresses, written such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}. Immutable.
 *
 * @param first its first address
 * @param bits how many of the bits, from the left, all its addresses share
 */
public record Network(InetAddress first, int bits) {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int HOST_OF_IPV6 = 64;

    public Network {
        first = masked(first, bits);
    }

    /** What one client has: who has one IPv6 address has all that share its first 64 bits. */
    public static Network around(InetAddress client) {
        return new Network(client, client instanceof Inet6Address ? HOST_OF_IPV6 : length(client));
    }

    /**
     * Reads networks, or single addresses, with commas between them; none from an empty text.
     *
     * @throws FlotillaException INVALID_INPUT
     */
    public static List<Network> parseAll(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Network::parse)
                .toList();
    }

    private static Network parse(String text) {
        String[] parts = text.split("/", 2);
        try {
            if (LITERAL.matcher(parts[0]).matches()) {
                InetAddress address = InetAddress.getByName(parts[0]);
                int bits = parts.length == 1 ? length(address) : Integer.parseInt(parts[1]);
                if (bits >= 0 && bits <= length(address)) {
                    return new Network(address, bits);
                }
            }
        } catch (UnknownHostException | NumberFormatException e) {
            // answered below, like bits out of bounds
        }
        throw FlotillaException.invalid(
                "'" + text + "' is no network.", "Write networks such as 192.0.2.0/24, 2001:db8::/32.");
    }

    public boolean contains(InetAddress address) {
        return length(address) == length(first) && masked(address, bits).equals(first);
    }

    private static int length(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static InetAddress masked(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int bit = bits; bit < length(address); bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
