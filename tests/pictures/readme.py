def readme_pictures(a, b):
    pass
