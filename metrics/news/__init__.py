"""What two versions of the figures differ in, for one gemeente, and when the next figures come."""
