"""What a closing says of practice: computed over the publication plan, in the same disclosure check as the KPIs."""
