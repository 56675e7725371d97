"""Tests of the tables that marking writes and reads, and of the files for Canvas and Moodle."""
