"""Word lists for invented names and titles."""

# One word per line would fill pages.
# fmt: off

FIRST_NAMES = (
    "Ada", "Amara", "Anselm", "Aparna", "Astrid", "Aurelio", "Bram", "Brigid", "Callum", "Chiara",
    "Dagny", "Dominic", "Eleni", "Elif", "Emeka", "Esme", "Farid", "Fenna", "Freya", "Gareth", "Greta",
    "Hannelore", "Henrik", "Ibrahim", "Imke", "Ingeborg", "Isolde", "Jasper", "Joaquin", "Kwame",
    "Leocadia", "Linnea", "Lucien", "Maeve", "Marguerite", "Mateus", "Mirela", "Nadia", "Nkechi",
    "Noor", "Odile", "Oluwaseun", "Otto", "Pavel", "Petra", "Priya", "Rafael", "Rosalind", "Ruth",
    "Samir", "Saskia", "Sigrun", "Sunniva", "Tadeusz", "Tamsin", "Theodora", "Tobias", "Wendell",
    "Yuki", "Zsófia",
)

LAST_NAMES = (
    "Abernathy", "Achterberg", "Adebayo", "Adelstein", "Arbuckle", "Bartalos", "Bencivenga",
    "Bergqvist", "Blackwood", "Brix", "Castellanos", "Chukwu", "Dalgaard", "Delaunay", "Demir",
    "Eriksdotter", "Featherstone", "Ferreira", "Fitzgerald", "Haddad", "Halloran", "Hartigan", "Holm",
    "Hrubý", "Ibarra", "Iyer", "Jankowski", "Kaltenbach", "Kowalczyk", "Lindqvist", "Lowell",
    "Macready", "Marchetti", "Mbeki", "Montague", "Nakagawa", "Novák", "Obiora", "Okonjo", "Oosterhuis",
    "Papadaki", "Pemberton", "Penhallow", "Quintanilha", "Raghunathan", "Rosenthal", "Sengupta",
    "Solberg", "Strand", "Takahashi", "Tanemura", "Thorsdóttir", "Underhill", "Vandersteen", "Vasquez",
    "Vermeulen", "Whitlock", "Winterbourne", "Yilmaz", "Zamora",
)

INITIALS = tuple("ABCDEFGHJKLMNPRSTVW")

ADJECTIVES = (
    "Amber", "Ancient", "Bitter", "Blue", "Borrowed", "Broken", "Burning", "Careful", "Cold", "Crooked",
    "Distant", "Drowned", "Early", "Empty", "Faithful", "Forgotten", "Frozen", "Gentle", "Golden",
    "Hidden", "Hollow", "Honest", "Iron", "Last", "Late", "Little", "Lonely", "Long", "Lost",
    "Northern", "Obvious", "Painted", "Patient", "Quiet", "Reluctant", "Restless", "Salt", "Second",
    "Secret", "Seventh", "Silent", "Silver", "Slow", "Small", "Southern", "Stubborn", "Unfinished",
    "Wandering", "Wild", "Winter",
)

NOUNS = (
    "Almanac", "Archive", "Atlas", "Ballad", "Bridge", "Cabin", "Calendar", "Candle", "Chapel", "Clock",
    "Compass", "Country", "Cup", "Dictionary", "Door", "Estuary", "Family", "Ferry", "Field", "Forest",
    "Garden", "Glacier", "Harbour", "Harvest", "Heron", "Hotel", "House", "Inheritance", "Island",
    "Kitchen", "Lantern", "Ledger", "Letter", "Library", "Map", "Market", "Meadow", "Mirror", "Monsoon",
    "Mountain", "Orchard", "Piano", "Postcard", "Promise", "Quarry", "Question", "Railway", "River",
    "Road", "Room", "Season", "Shore", "Song", "Spring", "Staircase", "Stone", "Storm", "Summer",
    "Supper", "Telescope", "Tide", "Tower", "Town", "Valley", "Village", "Violin", "Voyage", "Weather",
    "Window", "Witness",
)

TRADES = (
    "Apothecary", "Archivist", "Astronomer", "Baker", "Beekeeper", "Bookbinder", "Botanist",
    "Carpenter", "Cartographer", "Clockmaker", "Dressmaker", "Engineer", "Ferryman", "Gardener",
    "Glassblower", "Judge", "Lamplighter", "Locksmith", "Midwife", "Miller", "Musician", "Physician",
    "Postman", "Puppeteer", "Sailor", "Schoolteacher", "Shepherd", "Signalman", "Surveyor",
    "Translator", "Watchman", "Weaver",
)

PLACES = (
    "Akureyri", "Antwerp", "Bergen", "Bristol", "Chania", "Chennai", "Cork", "Dakar", "Duluth",
    "Dundee", "Enugu", "Flensburg", "Ghent", "Groningen", "Haifa", "Hobart", "Izmir", "Kanazawa",
    "Kolkata", "Lagos", "Lyon", "Malmö", "Montréal", "Oaxaca", "Olomouc", "Ostend", "Pécs", "Porto",
    "Recife", "Santa Fe", "Tartu", "Trieste", "Truro", "Utrecht", "Valparaíso", "Windhoek",
)

SUBJECTS = (
    "bread", "bridges", "cities", "divorce", "exile", "families", "grief", "islands", "lighthouses",
    "maps", "marriage", "mathematics", "money", "mountains", "music", "plants", "railways",
    "small towns", "the sea", "the weather", "trains", "war", "winter", "work",
)
