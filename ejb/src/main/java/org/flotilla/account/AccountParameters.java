package org.flotilla.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Network;

/** The parameters of accounts' log-ins. */
@ApplicationScoped
public class AccountParameters implements ParameterSource {
    static final Parameter<Integer> REFUSALS = Parameter.number(
            "Accounts.lockOut.refusals",
            Scope.SHARED,
            10,
            1,
            1000,
            "How many wrong passwords for an account from one address within Accounts.lockOut.minutes lock it out of"
                    + " log-ins by password from there.");

    static final Parameter<Integer> ACCOUNT_REFUSALS = Parameter.number(
            "Accounts.lockOut.accountRefusals",
            Scope.SHARED,
            100,
            1,
            1_000_000,
            "How many wrong passwords for an account, from any addresses, within Accounts.lockOut.minutes lock it out of"
                    + " log-ins by password from everywhere but the addresses from which it has signed in during the last"
                    + " month.");

    static final Parameter<Integer> ADDRESS_REFUSALS = Parameter.number(
            "Accounts.lockOut.addressRefusals",
            Scope.SHARED,
            100,
            1,
            1_000_000,
            "How many wrong passwords from one address, for any accounts, within Accounts.lockOut.minutes lock it out of"
                    + " log-ins by password, unless it is of Accounts.trustedNetworks. Many clients may share an address.");

    static final Parameter<Integer> LOCK_OUT_MINUTES = Parameter.number(
            "Accounts.lockOut.minutes",
            Scope.SHARED,
            15,
            1,
            1440,
            "Over how many minutes wrong passwords are counted, and for how many a lock-out lasts.");

    public static final Parameter<List<Network>> TRUSTED_NETWORKS = new Parameter<>(
            "Accounts.trustedNetworks",
            Scope.SHARED,
            "",
            "Networks from which many clients come under one address, as a load balancer's or a gateway's: such as"
                    + " 192.0.2.0/24, 2001:db8::/64. Neither Accounts.lockOut.addressRefusals nor"
                    + " Sftp.pendingLoginsPerAddress holds for them; wrong passwords from there still lock the account out."
                    + " SFTP reads this when the node starts.",
            List.of(),
            text -> FlotillaException.checking("value", () -> Network.parseAll(text)));

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(REFUSALS, ACCOUNT_REFUSALS, ADDRESS_REFUSALS, LOCK_OUT_MINUTES, TRUSTED_NETWORKS);
    }
}
