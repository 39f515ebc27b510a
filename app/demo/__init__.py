"""The demonstration: two invented seasons over real units, played through the services by a movable clock."""
