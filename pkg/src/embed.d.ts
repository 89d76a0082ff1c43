// A script that gives nothing away: it defines the elements.
export {};
