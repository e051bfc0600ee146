/** What every election, detector and journal must do, and stand-ins in memory which do it. */
package cuesta.contracts.ha;
