"""The screens' common ground: router, context, theme and the few widgets that pages share."""
