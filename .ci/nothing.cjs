// Stands in a bundle for a module that is never used there.
