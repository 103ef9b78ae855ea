"""The economy's life in a host: routes and jobs, with nothing that another plugin could not use."""
