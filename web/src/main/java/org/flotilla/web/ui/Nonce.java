package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import org.primefaces.context.PrimeFacesContext;

/**
 * The nonce of the page's policy for scripts. PrimeFaces wants it back with each form; where none of its components are
 * on the page, its own script is not there to send it.
 */
@Named
@RequestScoped
public class Nonce {

    public String getValue() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }
}
