/** The command that imports a file of orders, one a line. */
export const IMPORT_COMMAND = "boussole import --recipe orders orders.csv";

/** The command that starts the example company. */
export const DEMO_COMMAND = "boussole demo";
