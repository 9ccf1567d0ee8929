package org.flotilla.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

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
                    + " log-ins by password. Many clients may share an address.");

    static final Parameter<Integer> LOCK_OUT_MINUTES = Parameter.number(
            "Accounts.lockOut.minutes",
            Scope.SHARED,
            15,
            1,
            1440,
            "Over how many minutes wrong passwords are counted, and for how many a lock-out lasts.");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(REFUSALS, ACCOUNT_REFUSALS, ADDRESS_REFUSALS, LOCK_OUT_MINUTES);
    }
}
