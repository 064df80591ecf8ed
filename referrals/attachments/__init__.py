"""Documents that come with a referral: PDFs and pictures, known by their content, given out only to be saved."""
