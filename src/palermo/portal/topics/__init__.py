"""Pages of themes, forms of exploitation, interventions, groups, countries and regions.

Each shows what documents state on a topic or about a place, who acts, the recommendations, and what is not found. Start
at `topic_page`.
"""
