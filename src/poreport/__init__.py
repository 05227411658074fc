"""Redovisning, ansökan and tjänsteskrivelse for personligt ombud, from one file of facts."""
