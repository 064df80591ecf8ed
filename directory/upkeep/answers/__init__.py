"""The pages behind the links of an e-mail: what a group answers with one button and no account."""
