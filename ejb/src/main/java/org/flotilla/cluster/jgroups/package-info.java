/** The room of the clustering API: views and messages between nodes. Only ever makes things faster (decision 0001). */
package org.flotilla.cluster.jgroups;
