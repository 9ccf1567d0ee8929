package org.flotilla.web.ui;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;

/** The pages that the menu leads to. */
@Named
@ApplicationScoped
public class Navigation {

    private static final List<Item> ITEMS = List.of(
            new Item("operate", "dashboard", "index", true),
            new Item("operate", "events", "events", false),
            new Item("operate", "transfers", "transfers", false),
            new Item("operate", "jobs", "jobs", false),
            new Item("operate", "cluster", "cluster", false),
            new Item("set-up", "accounts", "accounts", true),
            new Item("set-up", "sites", "sites", false),
            new Item("set-up", "routes", "routes", false),
            new Item("set-up", "schedules", "schedules", false),
            new Item("set-up", "calendars", "calendars", false),
            new Item("set-up", "configuration", "configuration", false));

    public List<Item> getItems() {
        return ITEMS;
    }

    /**
     * A page in the menu.
     *
     * @param begins whether it is the first of its group
     */
    public record Item(String group, String key, String page, boolean begins) {}
}
