"""Pages of themes, forms of exploitation, interventions, groups, countries and regions.

Each shows the statements of documents on a topic or a place, its actors, the recommendations, and the gaps. Start at
`topic_page`.
"""
