"""Several listings chosen for somebody: put in order, printed, sent, or shared by a link; never who they are for."""
